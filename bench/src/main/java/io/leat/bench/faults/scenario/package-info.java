/** A scenario as its file states it, and the records it sends. */
@NullMarked
package io.leat.bench.faults.scenario;

import org.jspecify.annotations.NullMarked;
