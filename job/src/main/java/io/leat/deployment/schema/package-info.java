/**
 * The fields of a SeldonDeployment and the check of a tree against them. Pure; uses {@code
 * deployment} and {@code graph}.
 */
@NullMarked
package io.leat.deployment.schema;

import org.jspecify.annotations.NullMarked;
