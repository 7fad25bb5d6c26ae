/**
 * Reads the SeldonDeployments of a file or of {@code ENGINE_PREDICTOR} into records. Pure; uses the
 * other packages of {@code deployment}.
 */
@NullMarked
package io.leat.deployment.reader;

import org.jspecify.annotations.NullMarked;
