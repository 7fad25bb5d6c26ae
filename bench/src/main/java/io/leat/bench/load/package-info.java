/** The load bench: Leat beside what it is measured by, in one run, with the machine to itself. */
@NullMarked
package io.leat.bench.load;

import org.jspecify.annotations.NullMarked;
