/**
 * The fault matrix: scenarios that break a running cluster, and what must be true of every record.
 */
@NullMarked
package io.leat.bench.faults;

import org.jspecify.annotations.NullMarked;
