/** The TCP proxy between the processes, which can delay, cut and reset connections. */
@NullMarked
package io.leat.bench.faults.proxy;

import org.jspecify.annotations.NullMarked;
