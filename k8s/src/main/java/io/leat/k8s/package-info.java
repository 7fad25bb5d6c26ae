/**
 * Renders SeldonDeployments into Kubernetes manifests: text in, objects out. Reads no file and no
 * clock; uses {@code deployment}, {@code options} and the packages below it.
 */
@NullMarked
package io.leat.k8s;

import org.jspecify.annotations.NullMarked;
