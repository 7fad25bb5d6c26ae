package io.leat.local.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models of a server by name, each in one version. */
record ModelCatalogue(Map<String, ServedModel> models) {

    static final String VERSION = "1";

    ModelCatalogue {
        models = Map.copyOf(models);
    }

    /**
     * @param version as the path states it, or null where it states none
     * @throws RefusedException if there is no such model or version
     */
    ServedModel find(String name, @Nullable String version) throws RefusedException {
        ServedModel model = models.get(name);
        if (model == null) {
            throw RefusedException.notFound(
                    "model \"" + name + "\" (expected: " + models.keySet() + ")");
        }
        if (version != null && !version.equals(VERSION)) {
            throw RefusedException.notFound(
                    "model \"" + name + "\" version " + version + " (expected: " + VERSION + ")");
        }
        return model;
    }
}
