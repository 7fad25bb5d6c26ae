// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Kafka broker in this process, on the loopback address, as an extension of JUnit: started
 * before the tests of a class, and ended after them or, if classes share it, after all of the run.
 */
public final class TestBroker extends BrokerTopics implements BeforeAllCallback, AfterAllCallback {

    /** What the broker lets a transaction last. */
    public static final Duration LONGEST_TRANSACTION = BrokerConfig.MAX_TRANSACTION;

    private static final ExtensionContext.Namespace SHARED =
            ExtensionContext.Namespace.create(TestBroker.class);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final @Nullable BrokerConfig own;
    private @Nullable RunningBroker running;

    private TestBroker(@Nullable BrokerConfig own) {
        this.own = own;
    }

    /** One without security for all classes of a run; every test has topics of its own. */
    public static TestBroker shared() {
        return new TestBroker(null);
    }

    /** One for the class alone. */
    public static TestBroker of(BrokerConfig config) {
        return new TestBroker(config);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = own == null ? shared(context) : RunningBroker.start(own);
    }

    private static RunningBroker shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(SHARED)
                .getOrComputeIfAbsent(
                        RunningBroker.class,
                        type -> RunningBroker.start(new BrokerConfig()),
                        RunningBroker.class);
    }

    /** The address of the one that classes share, for extensions of a module's own. */
    public static String sharedServers(ExtensionContext context) {
        return "127.0.0.1:" + shared(context).port(BrokerConfig.OPEN);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (own != null && running != null) {
            running.close();
        }
    }

    private RunningBroker running() {
        return Objects.requireNonNull(running, "a broker before its tests begin");
    }

    /** The address of the listener where everything is allowed. */
    @Override
    public String servers() {
        return address(BrokerConfig.OPEN);
    }

    /** The address of a listener. */
    public String address(String listener) {
        return "127.0.0.1:" + port(listener);
    }

    public int port(String listener) {
        return running().port(listener);
    }

    public Admin admin() {
        return running().admin();
    }

    /** A name that is unique in this run. */
    public static String uniqueName(String base) {
        return base + "-" + NAMES.incrementAndGet();
    }

    /** Gives these permissions beside those there are; returns when the broker acts on them. */
    public void permit(List<AclBinding> permissions) throws Exception {
        admin().createAcls(permissions).all().get();
        await().until(() -> permissions().containsAll(permissions));
    }

    /** Takes all permissions away and gives these; returns when the broker acts on them. */
    public void permitOnly(List<AclBinding> permissions) throws Exception {
        admin().deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        admin().createAcls(permissions).all().get();
        await().until(() -> permissions().equals(Set.copyOf(permissions)));
    }

    private Set<AclBinding> permissions() throws ExecutionException, InterruptedException {
        return Set.copyOf(admin().describeAcls(AclBindingFilter.ANY).values().get());
    }

    /** Lets a user, {@code "User:alice"}, do something with what has this name or begins so. */
    public static AclBinding allow(
            String user,
            ResourceType type,
            PatternType pattern,
            String name,
            AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW));
    }
}
