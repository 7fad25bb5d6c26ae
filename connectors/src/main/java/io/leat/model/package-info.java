/**
 * Clients of model servers: a transport each, and small wrappers round them. Knows sockets, but no
 * graph, no Kafka and no Flink.
 */
@NullMarked
package io.leat.model;

import org.jspecify.annotations.NullMarked;
