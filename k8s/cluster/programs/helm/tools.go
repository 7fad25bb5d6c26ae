// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

//go:build tools

// Package cluster names Helm's program, so that go.mod holds what it is built from.
package cluster

import _ "helm.sh/helm/v3/cmd/helm"
