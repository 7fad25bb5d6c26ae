/**
 * The rules of Seldon v1's webhook, of Kubernetes and of Leat on a typed document. Pure; uses
 * {@code deployment} and {@code graph}.
 */
@NullMarked
package io.leat.deployment.validation;

import org.jspecify.annotations.NullMarked;
