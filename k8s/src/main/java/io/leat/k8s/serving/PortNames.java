// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of ports that are unique in their pod. v1 names them http, grpc and metrics in every
 * container, of which Services and probes find the first only: that one keeps its name, the others
 * become {@code http-2}, {@code http-3}, and so on.
 */
final class PortNames {

    /** The longest name of a port. */
    private static final int MAX_LENGTH = 15;

    private final Set<String> taken;

    /** What other ports are called, so that a new name is none of these. */
    private final Set<String> stated = new HashSet<>();

    private PortNames(Set<String> taken) {
        this.taken = taken;
    }

    /**
     * Renames what a container before has too, with the container's own references to it.
     *
     * @param reserved names that the pod's other containers have
     */
    static void makeUnique(List<Container> containers, Set<String> reserved) {
        PortNames names = new PortNames(new HashSet<>(reserved));
        containers.stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> port.getName() != null)
                .forEach(port -> names.stated.add(port.getName()));
        containers.forEach(names::container);
    }

    private void container(Container container) {
        List<String> own = new ArrayList<>();
        for (ContainerPort port : container.getPorts()) {
            String name = port.getName();
            if (name == null) {
                continue;
            }
            if (taken.contains(name)) {
                port.setName(free(name));
                references(container, name, port.getName());
            }
            own.add(port.getName());
        }
        taken.addAll(own);
    }

    private String free(String name) {
        for (int i = 2; ; i++) {
            String suffix = "-" + i;
            int most = Math.min(name.length(), MAX_LENGTH - suffix.length());
            String free = name.substring(0, most).replaceAll("-+$", "") + suffix;
            if (!taken.contains(free) && stated.add(free)) {
                return free;
            }
        }
    }

    private static void references(Container container, String from, String to) {
        Stream.of(
                        container.getStartupProbe(),
                        container.getReadinessProbe(),
                        container.getLivenessProbe())
                .filter(probe -> probe != null)
                .forEach(probe -> references(probe, from, to));
        if (container.getLifecycle() != null) {
            references(container.getLifecycle().getPreStop(), from, to);
            references(container.getLifecycle().getPostStart(), from, to);
        }
    }

    private static void references(Probe probe, String from, String to) {
        http(probe.getHttpGet(), from, to);
        tcp(probe.getTcpSocket(), from, to);
    }

    private static void references(@Nullable LifecycleHandler handler, String from, String to) {
        if (handler != null) {
            http(handler.getHttpGet(), from, to);
            tcp(handler.getTcpSocket(), from, to);
        }
    }

    private static void http(@Nullable HTTPGetAction get, String from, String to) {
        if (get != null && names(get.getPort(), from)) {
            get.setPort(new IntOrString(to));
        }
    }

    private static void tcp(@Nullable TCPSocketAction socket, String from, String to) {
        if (socket != null && names(socket.getPort(), from)) {
            socket.setPort(new IntOrString(to));
        }
    }

    private static boolean names(@Nullable IntOrString port, String name) {
        return port != null && name.equals(port.getStrVal());
    }
}
