@NullMarked
package io.leat.k8s;

import org.jspecify.annotations.NullMarked;
