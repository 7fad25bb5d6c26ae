// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

/**
 * The topics and predictors that were compared.
 *
 * @param primary the topic of the predictor beside the shadow
 * @param primaryWithoutPuid its records that could not be joined
 * @param shadow the topic of the shadow
 * @param shadowWithoutPuid its records that could not be joined
 */
public record ComparedTopics(
        String primary, long primaryWithoutPuid, String shadow, long shadowWithoutPuid) {}
