package io.leat.model;

import io.leat.secrets.MaterialCheck;
import io.leat.secrets.MaterialException;
import io.leat.secrets.MaterialReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is stated for models before a model does.
 *
 * @param now what certificates must be valid at
 */
public record ModelAccessCheck(Instant now) {

    /** Every problem with what is stated, as it is on this machine; one line each. */
    public List<String> problems(ModelSecurity security) {
        return problems(security, MaterialReader.HERE);
    }

    List<String> problems(ModelSecurity security, MaterialReader reader) {
        MaterialCheck check = new MaterialCheck(now, reader);
        if (security.tls() != null) {
            check.tls("LEAT_MODEL_", security.tls());
        }
        credentials(security.credentials(), reader, check);
        return check.problems();
    }

    private static void credentials(
            @Nullable Credentials credentials, MaterialReader reader, MaterialCheck check) {
        try {
            if (credentials instanceof Credentials.Bearer bearer) {
                Authorization.token(bearer.token(), reader);
            } else if (credentials instanceof Credentials.Basic basic) {
                Authorization.basic(basic, reader);
            }
        } catch (MaterialException e) {
            String option =
                    credentials instanceof Credentials.Bearer
                            ? "LEAT_MODEL_TOKEN"
                            : "LEAT_MODEL_USERNAME and LEAT_MODEL_PASSWORD";
            check.problem(option + ": " + e.getMessage());
        }
    }
}
