// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;

/**
 * A certificate, key or password: stated as text in the environment, or as the path of a file.
 *
 * @param file its name in the environment is that of {@code text} with {@code _FILE}
 */
public record SecretOption(Option<String> text, Option<String> file) {

    static SecretOption of(
            String env, String fileFlag, OptionType<String> type, String description) {
        return of(env, fileFlag, type, description, "Path of a file with this value.");
    }

    static SecretOption of(
            String env,
            String fileFlag,
            OptionType<String> type,
            String description,
            String fileDescription) {
        return new SecretOption(
                Option.environmentOnly(env, type, description),
                Option.derived(fileFlag, env + "_FILE", OptionType.FILE, "", fileDescription));
    }
}
