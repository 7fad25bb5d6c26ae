// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.draft;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a draft as YAML for people. */
final class DraftYaml {

    /** What every YAML reader takes for text as it stands. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "[A-Za-z][A-Za-z0-9_./-]*(:[0-9]+)?|[0-9]{1,3}(\\.[0-9]{1,3}){3}(:[0-9]+)?");

    private static final Set<String> WORDS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private final DeploymentDraft draft;
    private final StringBuilder text = new StringBuilder();

    DraftYaml(DeploymentDraft draft) {
        this.draft = draft;
    }

    String text(List<DraftVariable> variables, String program) {
        line("# A deployment of model servers that run already. Save it as FILE:");
        line("#   " + program + " validate FILE    says what is wrong with it");
        line("#   " + program + " local FILE       runs it here");
        line("#   " + program + " render FILE      turns it into Kubernetes manifests");
        line("apiVersion: machinelearning.seldon.io/v1");
        line("kind: SeldonDeployment");
        line("metadata:");
        line(
                "  # Part of the consumer group, which is default.%s.default."
                        .formatted(draft.name()));
        line("  name: " + scalar(draft.name()));
        line("spec:");
        line("  # What the models speak: v2, tensorflow or seldon.");
        line("  protocol: " + draft.protocol().wire());
        line("  # How they are called: rest or grpc.");
        line("  transport: " + draft.transport().wire());
        line("  # Records come from Kafka and predictions go there.");
        line("  serverType: kafka");
        line("  predictors:");
        line("    - name: " + DeploymentDraft.PREDICTOR);
        line("      graph:");
        models();
        variables(variables);
        return text.toString();
    }

    private void models() {
        for (int i = 0; i < draft.models().size(); i++) {
            DraftModel model = draft.models().get(i);
            String indent = " ".repeat(8 + 4 * i);
            String first = i == 0 ? indent : indent.substring(2) + "- ";
            if (i > 0) {
                line(indent.substring(4) + "# Called with the answer of the model above.");
                line(indent.substring(4) + "children:");
            }
            line((i == 0 ? indent : indent.substring(2)) + "# " + nameIs());
            line(first + "name: " + scalar(model.name()));
            line(indent + "type: MODEL");
            line(indent + "# An external model server: nothing is deployed for it.");
            line(indent + "endpoint:");
            line(indent + "  service_host: " + scalar(model.url().host()));
            line(indent + "  service_port: " + model.url().port());
        }
    }

    /** What the name is for. */
    private String nameIs() {
        return switch (draft.protocol()) {
            case SELDON -> "Any name: metrics and dead letters show it, requests do not hold it.";
            case TENSORFLOW, V2 -> "The model's name on the server, which every request holds.";
        };
    }

    private void variables(List<DraftVariable> variables) {
        if (variables.isEmpty()) {
            return;
        }
        line("      svcOrchSpec:");
        line("        env:");
        for (DraftVariable variable : variables) {
            line("          # " + variable.comment());
            line("          - name: " + scalar(variable.name()));
            line("            value: " + scalar(variable.value()));
        }
    }

    private static String scalar(String value) {
        boolean plain =
                PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT));
        return plain ? value : TextNode.valueOf(value).toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
