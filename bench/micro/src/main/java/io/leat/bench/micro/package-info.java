/** What all micro-benchmarks have in common. */
@NullMarked
package io.leat.bench.micro;

import org.jspecify.annotations.NullMarked;
