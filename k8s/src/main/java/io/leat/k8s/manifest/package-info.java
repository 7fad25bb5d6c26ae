/**
 * One Kubernetes object: its tree, names, comments and YAML form. Uses fabric8 and no other package
 * of Leat but {@code options}.
 */
@NullMarked
package io.leat.k8s.manifest;

import org.jspecify.annotations.NullMarked;
