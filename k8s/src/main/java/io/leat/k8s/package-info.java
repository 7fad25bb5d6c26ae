/**
 * SeldonDeployments into Kubernetes manifests. Reads no file and no clock: text in, objects out.
 */
@NullMarked
package io.leat.k8s;

import org.jspecify.annotations.NullMarked;
