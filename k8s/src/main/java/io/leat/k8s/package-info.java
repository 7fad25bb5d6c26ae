/**
 * Renders SeldonDeployments into Kubernetes manifests: text in, objects out. Reads no file and no
 * clock. Uses {@code deployment..}, {@code graph}, {@code k8s..} and {@code options..}.
 */
@NullMarked
package io.leat.k8s;

import org.jspecify.annotations.NullMarked;
