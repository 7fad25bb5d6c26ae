// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The example that {@code leat local} runs: photographs of clothing, a model of our own that names
 * them, and the SeldonDeployment that puts the model between two topics. The files lie beside this
 * package's classes; {@code cli/example} holds the model card and the script that made them. Uses
 * {@code graph}, {@code job.plan}, {@code local.example.fashion}, {@code local.example.picture},
 * {@code modelserver}, {@code modelserver.grpc}, {@code modelserver.rest}, {@code options.settings},
 * {@code protocol} and {@code terminal}.
 */
@NullMarked
package io.leat.local.example;

import org.jspecify.annotations.NullMarked;
