/** The load bench: its rows, targets and reports. */
@NullMarked
package io.leat.bench.load;

import org.jspecify.annotations.NullMarked;
