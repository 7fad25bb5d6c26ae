/** The walk through a graph: what each step costs a record. */
@NullMarked
package io.leat.graph;

import org.jspecify.annotations.NullMarked;
