/**
 * A cluster of separate processes on the loopback address, and the count of what came out of it:
 * what fault scenarios and load runs have in common.
 */
@NullMarked
package io.leat.bench.cluster;

import org.jspecify.annotations.NullMarked;
