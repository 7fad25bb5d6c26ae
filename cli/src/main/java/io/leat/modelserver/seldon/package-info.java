/**
 * What the seldon protocol makes of a unit, whatever the transport: one array in, one array or
 * table out.
 */
@NullMarked
package io.leat.modelserver.seldon;

import org.jspecify.annotations.NullMarked;
