// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.tracing;

import io.leat.options.catalog.TracingOptions.OtlpProtocol;
import io.leat.options.catalog.TracingOptions.TraceParent;
import io.leat.options.catalog.TracingOptions.TracePropagator;
import io.leat.options.catalog.TracingOptions.TraceSampler;
import io.leat.secrets.SecretReference;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job makes traces and where they go. Part of the job graph, so it holds no secret.
 *
 * @param resource attributes of the resource; {@code service.name} among them where it is stated
 * @param ratio of traces that some samplers keep, from 0 to 1
 * @param propagators in the order in which they are stated
 * @param links the most of one span
 */
public record TracingSettings(
        Receiver receiver,
        Sending sending,
        Map<String, String> resource,
        TraceSampler sampler,
        double ratio,
        List<TracePropagator> propagators,
        TraceParent parent,
        int links)
        implements Serializable {

    public TracingSettings {
        resource = Map.copyOf(resource);
        propagators = List.copyOf(propagators);
    }

    /**
     * What spans are sent to.
     *
     * @param endpoint the whole URL; over gRPC without a path
     * @param headers {@code NAME=VALUE}, separated by commas, or null
     * @param timeout of one sending
     * @param certificate what to trust, or null for what the JDK trusts
     * @param clientCertificate stated with its key, or null
     */
    public record Receiver(
            OtlpProtocol protocol,
            String endpoint,
            @Nullable SecretReference headers,
            Duration timeout,
            boolean gzip,
            @Nullable SecretReference certificate,
            @Nullable SecretReference clientCertificate,
            @Nullable SecretReference clientKey)
            implements Serializable {}

    /**
     * When spans are sent.
     *
     * @param delay the longest from one sending to the next
     * @param timeout of a sending with all that is repeated
     * @param queue the most spans that wait
     * @param batch the most spans of one sending
     */
    public record Sending(Duration delay, Duration timeout, int queue, int batch)
            implements Serializable {}
}
