/**
 * What the seldon protocol makes of a unit, whatever the transport: one array in, one array or
 * table out.
 */
@NullMarked
package io.leat.local.serving.seldon;

import org.jspecify.annotations.NullMarked;
