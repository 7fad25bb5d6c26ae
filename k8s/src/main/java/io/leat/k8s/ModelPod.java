package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.leat.k8s.Subject.GraphUnit;
import java.util.List;
import java.util.Map;

/**
 * The pod of one component of a predictor.
 *
 * @param position of the component
 * @param component as the document has it; empty where a prepackaged server alone asks for a pod
 * @param spec the pod, complete
 * @param units by the names of their containers, those of the graph that it runs
 */
record ModelPod(int position, JsonNode component, PodSpec spec, Map<String, GraphUnit> units) {

    /** The containers that the graph calls. */
    List<Container> called() {
        return spec.getContainers().stream().filter(c -> units.containsKey(c.getName())).toList();
    }

    String name(Subject subject) {
        return Names.fit(subject.base() + "-serving-" + position, Names.LABEL);
    }
}
