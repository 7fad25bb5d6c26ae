/** Images of the example, and how a terminal shows them. */
@NullMarked
package io.leat.local.example.picture;

import org.jspecify.annotations.NullMarked;
