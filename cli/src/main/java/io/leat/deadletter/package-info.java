/** Looks at dead letters and sends them back; knows Kafka, and no command line. */
@NullMarked
package io.leat.deadletter;

import org.jspecify.annotations.NullMarked;
