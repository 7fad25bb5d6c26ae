/** Units over HTTP: the paths of the seldon, TensorFlow Serving and V2 protocols. */
@NullMarked
package io.leat.modelserver.rest;

import org.jspecify.annotations.NullMarked;
