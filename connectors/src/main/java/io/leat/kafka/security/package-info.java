/**
 * How Kafka's clients prove who they are and whom they trust: Seldon's variables and what they
 * leave out, with secrets as references until a client is built.
 */
@NullMarked
package io.leat.kafka.security;

import org.jspecify.annotations.NullMarked;
