/** Times, delays, machine and process figures. */
@NullMarked
package io.leat.bench.load.measure;

import org.jspecify.annotations.NullMarked;
