// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.List;

/**
 * Options that are shown together.
 *
 * @param title a heading, without a colon
 */
public record OptionGroup(String title, List<Option<?>> options) {

    public OptionGroup {
        options = List.copyOf(options);
    }
}
