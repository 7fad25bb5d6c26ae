// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.serving;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pod what Kubernetes' Pod Security Standard "restricted" asks of it, as far as that can be
 * given without breaking an image; what the user states stays. Models run as v1's user, which is
 * not root, unless their pod states a security context of its own.
 */
final class PodHardening {

    /** Of v1's Helm chart, {@code defaultUserID}. */
    // as operator/controllers/security.go#createSecurityContext
    private static final long USER = 8888;

    /** Capabilities that cannot go with allowPrivilegeEscalation false. */
    private static final Set<String> OF_ADMINISTRATORS = Set.of("SYS_ADMIN", "CAP_SYS_ADMIN");

    private PodHardening() {}

    static void apply(PodSpec pod) {
        if (pod.getOs() != null && "windows".equalsIgnoreCase(pod.getOs().getName())) {
            return; // knows none of it
        }
        PodSecurityContext stated = pod.getSecurityContext();
        PodSecurityContext context = stated == null ? new PodSecurityContext() : stated;
        if (stated == null) {
            context.setRunAsUser(USER);
        }
        if (context.getSeccompProfile() == null) {
            context.setSeccompProfile(new SeccompProfile(null, "RuntimeDefault"));
        }
        pod.setSecurityContext(context);
        Stream.of(pod.getInitContainers(), pod.getContainers())
                .flatMap(List::stream)
                .forEach(container -> container(container, context));
    }

    private static void container(Container container, PodSecurityContext pod) {
        SecurityContext context =
                container.getSecurityContext() == null
                        ? new SecurityContext()
                        : container.getSecurityContext();
        if (context.getAllowPrivilegeEscalation() == null && !isPrivileged(context)) {
            context.setAllowPrivilegeEscalation(false);
        }
        if (context.getCapabilities() == null && !Boolean.TRUE.equals(context.getPrivileged())) {
            context.setCapabilities(new CapabilitiesBuilder().withDrop("ALL").build());
        }
        Long user = user(context, pod);
        if (context.getRunAsNonRoot() == null
                && pod.getRunAsNonRoot() == null
                && user != null
                && user > 0) {
            context.setRunAsNonRoot(true);
        }
        container.setSecurityContext(context);
    }

    private static boolean isPrivileged(SecurityContext context) {
        return Boolean.TRUE.equals(context.getPrivileged())
                || (context.getCapabilities() != null
                        && context.getCapabilities().getAdd().stream()
                                .anyMatch(OF_ADMINISTRATORS::contains));
    }

    /** The user that a container runs as; null where its image decides. */
    private static @Nullable Long user(SecurityContext container, PodSecurityContext pod) {
        return container.getRunAsUser() == null ? pod.getRunAsUser() : container.getRunAsUser();
    }

    /** A line that says what keeps pods, after {@link #apply}, from the standard; or none. */
    static String excuse(List<PodSpec> pods) {
        List<String> reasons =
                pods.stream().flatMap(pod -> unrestricted(pod).stream()).distinct().toList();
        return reasons.isEmpty()
                ? ""
                : "\nNot given, so a namespace that enforces it refuses the pod: "
                        + String.join("; ", reasons)
                        + ".";
    }

    private static List<String> unrestricted(PodSpec pod) {
        List<String> reasons = new ArrayList<>();
        PodSecurityContext context = pod.getSecurityContext();
        if (Boolean.TRUE.equals(pod.getHostNetwork())
                || Boolean.TRUE.equals(pod.getHostPID())
                || Boolean.TRUE.equals(pod.getHostIPC())) {
            reasons.add("it shares a namespace of its node");
        }
        if (context == null || "Unconfined".equals(context.getSeccompProfile().getType())) {
            reasons.add("it has no seccomp profile");
        }
        for (Volume volume : pod.getVolumes()) {
            if (!isPlain(volume)) {
                reasons.add("the volume " + volume.getName() + " is of a kind that it rules out");
            }
        }
        for (Container container :
                Stream.of(pod.getInitContainers(), pod.getContainers())
                        .flatMap(List::stream)
                        .toList()) {
            SecurityContext own = container.getSecurityContext();
            if (own != null && context != null) {
                reasons(own, context).forEach(r -> reasons.add(container.getName() + " " + r));
            }
        }
        return reasons;
    }

    private static List<String> reasons(SecurityContext own, PodSecurityContext pod) {
        List<String> reasons = new ArrayList<>();
        Boolean nonRoot =
                own.getRunAsNonRoot() == null ? pod.getRunAsNonRoot() : own.getRunAsNonRoot();
        Long user = user(own, pod);
        if (!Boolean.TRUE.equals(nonRoot) || (user != null && user == 0)) {
            reasons.add("may run as root");
        }
        if (!Boolean.FALSE.equals(own.getAllowPrivilegeEscalation())) {
            reasons.add("may escalate its privileges");
        }
        Capabilities capabilities = own.getCapabilities();
        if (capabilities == null
                || !capabilities.getDrop().contains("ALL")
                || !Set.of("NET_BIND_SERVICE").containsAll(capabilities.getAdd())) {
            reasons.add("keeps capabilities");
        }
        if (own.getSeccompProfile() != null
                && "Unconfined".equals(own.getSeccompProfile().getType())) {
            reasons.add("has no seccomp profile");
        }
        return reasons;
    }

    private static boolean isPlain(Volume volume) {
        return Stream.of(
                        volume.getConfigMap(),
                        volume.getCsi(),
                        volume.getDownwardAPI(),
                        volume.getEmptyDir(),
                        volume.getEphemeral(),
                        volume.getPersistentVolumeClaim(),
                        volume.getProjected(),
                        volume.getSecret())
                .anyMatch(Objects::nonNull);
    }
}
