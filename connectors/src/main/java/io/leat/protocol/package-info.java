/**
 * What model servers speak, as bytes in and bytes out: paths, methods, chaining, combining and
 * routing of the seldon, tensorflow and v2 protocols. Pure: no Flink, Kafka, socket, clock or
 * thread.
 */
@NullMarked
package io.leat.protocol;

import org.jspecify.annotations.NullMarked;
