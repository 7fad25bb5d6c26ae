/**
 * The broker and the Flink cluster of {@code leat local}, in this process. Uses {@code job} and
 * {@code flink}; knows no command line.
 */
@NullMarked
package io.leat.local;

import org.jspecify.annotations.NullMarked;
