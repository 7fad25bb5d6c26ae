package io.leat.kafka;

import java.lang.reflect.Field;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.kafka.clients.admin.Admin;

/**
 * The admin client with which the connector's transactional writer looks for transactions that were
 * left open. It is needed while the writer starts, and the connector (5.0.0) never closes it: every
 * restart of the job would leave its thread on the TaskManager, and with it all of the job's
 * classes.
 */
final class WriterAdmin {

    private static final String WRITER =
            "org.apache.flink.connector.kafka.sink.ExactlyOnceKafkaWriter";

    private WriterAdmin() {}

    /** Closes the one of a writer that has started, if it has one; it would make another. */
    static <W extends SinkWriter<?>> W close(W writer) {
        if (writer.getClass().getName().equals(WRITER)) {
            try {
                Field field = writer.getClass().getDeclaredField("adminClient");
                field.setAccessible(true);
                if (field.get(writer) instanceof Admin admin) {
                    field.set(writer, null);
                    admin.close(Duration.ZERO);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "a Kafka connector that is not the one Leat was built with", e);
            }
        }
        return writer;
    }
}
