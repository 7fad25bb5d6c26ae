// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A SeldonDeployment as a tree. Neither tree is to be changed.
 *
 * @param path where it stands in its document, empty if it is the document
 * @param stated as it was written
 * @param checked the part of it that v1's custom resource definition knows, every type as it says
 */
public record DeploymentTree(String path, JsonNode stated, ObjectNode checked) {}
