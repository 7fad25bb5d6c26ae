// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.draft;

import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A deployment of external model servers, each called with the answer of the one before it.
 *
 * @param name {@code metadata.name}
 * @param models at least one, of one transport
 */
public record DeploymentDraft(String name, Protocol protocol, List<DraftModel> models) {

    /** The only predictor. */
    static final String PREDICTOR = "default";

    private static final int MAX_NAME = 50;

    public DeploymentDraft {
        models = List.copyOf(models);
    }

    /**
     * A draft.
     *
     * @param name of the deployment; null for one made of the models' names
     */
    public static DeploymentDraft of(
            @Nullable String name, Protocol protocol, List<DraftModel> models) {
        return new DeploymentDraft(name == null ? nameOf(models) : name, protocol, models);
    }

    /** The models' names, as far as Kubernetes takes them for a name. */
    private static String nameOf(List<DraftModel> models) {
        String all = models.stream().map(DraftModel::name).collect(Collectors.joining("-"));
        String legal = all.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = legal.length() > MAX_NAME ? legal.substring(0, MAX_NAME) : legal;
        String trimmed = cut.replaceAll("^-|-$", "");
        return trimmed.isEmpty() ? "models" : trimmed;
    }

    public Transport transport() {
        return models.get(0).url().scheme().transport();
    }

    /** The names of the models that are called over TLS. */
    public List<String> overTls() {
        return models.stream()
                .filter(model -> model.url().scheme().tls())
                .map(DraftModel::name)
                .toList();
    }

    /**
     * The SeldonDeployment with a comment on each setting.
     *
     * @param program how the user calls {@code leat}
     */
    public String yaml(List<DraftVariable> variables, String program) {
        return new DraftYaml(this).text(variables, program);
    }
}
