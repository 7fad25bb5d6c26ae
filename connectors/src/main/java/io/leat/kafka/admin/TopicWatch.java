// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a running job's topics every few seconds and says in the log, in a sentence each, when
 * one is deleted, exists again or was made again, and when no broker answers any more. Kafka's
 * clients only repeat that they find no metadata. Runs on a thread of its own.
 */
public final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    /** By brokers and topic, what outlives the watch of a task that restarts. */
    private static final Map<String, State> STATES = new ConcurrentHashMap<>();

    /** The topics looked at, and what stops while one is gone. */
    private final Map<String, String> topics;

    private final String brokers;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService timer;

    /** Used by the timer's thread: a host that cannot be resolved now must not end the task. */
    private final AdminConnection connection;

    /**
     * What was seen last.
     *
     * @param id of the topic; null where none was seen
     * @param missingSince {@link System#nanoTime()} when it was first found missing, or null
     */
    private record State(@Nullable Uuid id, @Nullable Long missingSince) {}

    private TopicWatch(Map<String, String> topics, Properties client) {
        this.topics = topics;
        this.brokers = client.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        this.connection = new AdminConnection(client);
        this.nanoTime = System::nanoTime;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "leat-topic-watch");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Begins to look.
     *
     * @param client bootstrap servers and security
     * @param topics by name, what stops while the topic is gone
     */
    @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing escape
    public static TopicWatch start(Properties client, Map<String, String> topics) {
        TopicWatch watch =
                new TopicWatch(Map.copyOf(topics), AdminClients.answeredWithin(client, TIMEOUT));
        watch.timer.scheduleWithFixedDelay(
                watch::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            Map<String, KafkaFuture<TopicDescription>> answers =
                    connection
                            .admin()
                            .describeTopics(List.copyOf(topics.keySet()))
                            .topicNameValues();
            for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
                look(answer.getKey(), answer.getValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException e) {
            LOG.debug("topics of {} are not looked at", brokers, e);
        }
    }

    private void look(String topic, KafkaFuture<TopicDescription> answer)
            throws InterruptedException {
        try {
            there(topic, answer.get().topicId());
            answered();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                missing(topic);
                answered();
            } else if (e.getCause() instanceof TimeoutException) {
                silent();
            } else {
                LOG.debug("topic {} is not looked at", topic, e);
            }
        }
    }

    private void there(String topic, Uuid id) {
        State last = STATES.put(key(topic), new State(id, null));
        if (last == null) {
            return;
        }
        boolean same = last.id() == null || last.id().equals(id);
        if (last.missingSince() != null) {
            LOG.info(
                    "topic {} exists again, after {} s{}",
                    topic,
                    secondsSince(last.missingSince()),
                    same ? "" : "; it is a new one of that name");
        } else if (!same) {
            LOG.warn("topic {} was deleted and made again: it is a new one of that name", topic);
        }
    }

    private void missing(String topic) {
        State last = STATES.get(key(topic));
        if (last == null || last.missingSince() == null) {
            STATES.put(
                    key(topic), new State(last == null ? null : last.id(), nanoTime.getAsLong()));
            LOG.warn(
                    "topic {} does not exist any more: {} until it is made again (expected:"
                            + " kafka-topics.sh --create --topic {})",
                    topic,
                    topics.get(topic),
                    topic);
        }
    }

    private void silent() {
        connection.unanswered();
        if (STATES.putIfAbsent(key(""), new State(null, nanoTime.getAsLong())) == null) {
            LOG.warn(
                    "no broker answers at {}: nothing is read or written until one does, and"
                            + " nothing is lost",
                    brokers);
        }
    }

    private void answered() {
        State silent = STATES.remove(key(""));
        if (silent != null && silent.missingSince() != null) {
            LOG.info(
                    "the brokers at {} answer again, after {} s",
                    brokers,
                    secondsSince(silent.missingSince()));
        }
    }

    private String key(String topic) {
        return brokers + " " + topic;
    }

    private long secondsSince(long nanos) {
        return Duration.ofNanos(nanoTime.getAsLong() - nanos).toSeconds();
    }

    /** Does not wait for an answer that is under way. */
    @Override
    public void close() {
        timer.shutdownNow();
        connection.close();
    }
}
