/**
 * The broker and the jobs of {@code leat local}, in this process. Uses {@code job}, {@code flink} and
 * the packages below it; knows no command line.
 */
@NullMarked
package io.leat.local;

import org.jspecify.annotations.NullMarked;
