/**
 * A Kafka broker for tests, its listeners, users and permissions, and its topics. Uses {@code
 * testing.net} and {@code testing.tls}; knows no other module.
 */
@NullMarked
package io.leat.testing.kafka;

import org.jspecify.annotations.NullMarked;
