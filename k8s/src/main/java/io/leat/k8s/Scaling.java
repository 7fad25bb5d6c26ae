package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who decides how many pods there are: KEDA, else an autoscaler, else the document. */
final class Scaling {

    static final String KEDA = "kedaSpec";
    static final String HPA = "hpaSpec";

    private Scaling() {}

    /** What scales the component's pods, for people; null where their number is fixed. */
    static @Nullable String scalerOf(ModelPod pod) {
        if (pod.component().path(KEDA).isObject()) {
            return "KEDA";
        }
        return pod.component().path(HPA).isObject() ? "the autoscaler" : null;
    }

    /** What the document states for a component, the nearest statement winning, else 1. */
    static int stated(Subject subject, JsonNode component) {
        for (JsonNode place : List.of(component, subject.checked(), subject.spec())) {
            if (place.path("replicas").isIntegralNumber()) {
                return place.path("replicas").intValue();
            }
        }
        return 1;
    }

    /** The replicas of a component's Deployment; null where something else decides. */
    static @Nullable Integer replicasOf(Subject subject, ModelPod pod) {
        return scalerOf(pod) == null ? stated(subject, pod.component()) : null;
    }

    static List<Manifest> ofModel(Subject subject, ModelPod pod) {
        ObjectNode target = target("apps/v1", "Deployment", pod.name(subject));
        JsonNode component = pod.component();
        String path = subject.path("componentSpecs[" + pod.position() + "]");
        if (component.path(KEDA).isObject()) {
            return List.of(
                    new ScaledObject(subject, component.path(KEDA), path + "." + KEDA)
                            .manifest(pod.name(subject), target));
        }
        return component.path(HPA).isObject()
                ? List.of(Autoscaler.of(subject, component.path(HPA), pod.name(subject), target, 0))
                : List.of();
    }

    static ObjectNode target(String apiVersion, String kind, String name) {
        ObjectNode target = JsonNodeFactory.instance.objectNode();
        target.put("apiVersion", apiVersion);
        target.put("kind", kind);
        target.put("name", name);
        return target;
    }
}
