/** The broker and the Flink cluster behind {@code leat local}, in this process. */
@NullMarked
package io.leat.local;

import org.jspecify.annotations.NullMarked;
