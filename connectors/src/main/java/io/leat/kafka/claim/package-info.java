/**
 * The claim of one job on its consumer group: a lease in the metadata of committed offsets. Uses
 * {@code kafka} and {@code kafka.admin}.
 */
@NullMarked
package io.leat.kafka.claim;

import org.jspecify.annotations.NullMarked;
