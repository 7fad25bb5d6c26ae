/**
 * SeldonDeployment documents, read as Kubernetes and Seldon Core v1 read them, into checked
 * records. Pure: no Flink, Kafka, socket, clock or thread.
 */
@NullMarked
package io.leat.deployment;

import org.jspecify.annotations.NullMarked;
