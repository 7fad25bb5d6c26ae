/**
 * The Flink cluster of {@code leat local}, in this process, and the jobs that run on it. Uses
 * {@code local.report}, {@code flink} and {@code status}; knows no deployment.
 */
@NullMarked
package io.leat.local.cluster;

import org.jspecify.annotations.NullMarked;
