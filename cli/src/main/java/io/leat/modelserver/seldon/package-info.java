/**
 * What the seldon protocol makes of a unit, whatever the transport: the JSON of one array in, that
 * of one array or table out.
 */
@NullMarked
package io.leat.modelserver.seldon;

import org.jspecify.annotations.NullMarked;
