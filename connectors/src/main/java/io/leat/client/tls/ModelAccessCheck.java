// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import io.leat.secrets.SecretCheck;
import io.leat.secrets.SecretException;
import io.leat.secrets.SecretReader;
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
        return problems(security, SecretReader.HERE);
    }

    List<String> problems(ModelSecurity security, SecretReader reader) {
        SecretCheck check = new SecretCheck(now, reader);
        if (security.tls() != null) {
            check.tls("LEAT_MODEL_", security.tls());
        }
        credentials(security.credentials(), reader, check);
        return check.problems();
    }

    private static void credentials(
            @Nullable Credentials credentials, SecretReader reader, SecretCheck check) {
        try {
            if (credentials instanceof Credentials.Bearer bearer) {
                Authorization.token(bearer.token(), reader);
            } else if (credentials instanceof Credentials.Basic basic) {
                Authorization.basic(basic, reader);
            }
        } catch (SecretException e) {
            String option =
                    credentials instanceof Credentials.Bearer
                            ? "LEAT_MODEL_TOKEN"
                            : "LEAT_MODEL_USERNAME and LEAT_MODEL_PASSWORD";
            check.problem(option + ": " + e.getMessage());
        }
    }
}
