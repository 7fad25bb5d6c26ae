// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SeldonDeployment as it was found in a file, right or wrong.
 *
 * @param source what was read, usually the file's name
 * @param document position of its document in the file, from 0, counting every document; the items
 *     of a list share that of the list
 * @param name {@code metadata.name} as stated, or null
 * @param errors what keeps it from being used
 * @param warnings what is left out or means something else here
 * @param notes what is right here, and would not be with Seldon Core v1
 * @param deployment null exactly if there are errors
 * @param tree the document itself, for what the records do not hold; null exactly if there are
 *     errors
 */
public record DeploymentDocument(
        String source,
        int document,
        @Nullable String name,
        List<Problem> errors,
        List<Problem> warnings,
        List<Problem> notes,
        @Nullable SeldonDeployment deployment,
        @Nullable DeploymentTree tree) {

    public DeploymentDocument {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /** Whether it can be used. */
    public boolean valid() {
        return errors.isEmpty();
    }

    /** The same with what was found later; what has errors cannot be used. */
    public DeploymentDocument with(List<Problem> moreErrors, List<Problem> moreWarnings) {
        List<Problem> allErrors = new ArrayList<>(errors);
        allErrors.addAll(moreErrors);
        List<Problem> allWarnings = new ArrayList<>(warnings);
        moreWarnings.stream().filter(w -> !warnings.contains(w)).forEach(allWarnings::add);
        boolean usable = allErrors.isEmpty();
        return new DeploymentDocument(
                source,
                document,
                name,
                allErrors,
                allWarnings,
                notes,
                usable ? deployment : null,
                usable ? tree : null);
    }
}
