// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;

/**
 * Counts, while it is open, how often methods of Leat's own classes are entered in this process by
 * threads that handle records.
 */
public final class MethodEntries implements AutoCloseable {

    private static final Map<String, LongAdder> ENTERED = new ConcurrentHashMap<>();

    /** Threads that work by the clock: the longer a run takes, the more often. */
    private static final List<String> OF_NO_RECORD =
            List.of(
                    "leat-group-offsets",
                    "leat-topic-watch",
                    "leat-destination-watch",
                    "SourceCoordinator-");

    private final Instrumentation instrumentation = ByteBuddyAgent.install();
    private final ResettableClassFileTransformer counting;

    /** Is copied to the beginning of each method. */
    private static final class Counting {

        private Counting() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#t") String type) {
            MethodEntries.entered(type);
        }
    }

    MethodEntries() {
        counting =
                new AgentBuilder.Default()
                        .disableClassFormatChanges()
                        .with(RedefinitionStrategy.RETRANSFORMATION)
                        .type((type, loader, module, loaded, domain) -> isShipped(domain))
                        .transform(
                                (builder, type, loader, module, domain) ->
                                        builder.visit(Advice.to(Counting.class).on(any())))
                        .installOn(instrumentation);
        ENTERED.clear();
    }

    /** From the classes of Leat's modules, which are folders or jars called so. */
    private static boolean isShipped(ProtectionDomain domain) {
        if (domain == null || domain.getCodeSource() == null) {
            return false;
        }
        String from = domain.getCodeSource().getLocation().getPath();
        return from.matches(".*/(connectors|job)/target/(classes/|leat-[^/]*\\.jar)");
    }

    /** For the methods that are counted, which have other class loaders and packages. */
    public static void entered(String type) {
        String thread = Thread.currentThread().getName();
        if (OF_NO_RECORD.stream().anyMatch(thread::startsWith)) {
            return;
        }
        ENTERED.computeIfAbsent(type, first -> new LongAdder()).increment();
    }

    /** The classes entered at least so often; a nested one as {@code Outer.Nested}. */
    Set<String> atLeast(int times) {
        assertThat(ENTERED).as("classes that were entered").isNotEmpty();
        return ENTERED.entrySet().stream()
                .filter(each -> each.getValue().sum() >= times)
                .map(each -> each.getKey().replaceFirst(".*\\.", "").replace('$', '.'))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        assertThat(counting.reset(instrumentation, RedefinitionStrategy.RETRANSFORMATION)).isTrue();
    }
}
