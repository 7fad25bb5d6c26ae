// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

//go:build tools

// Package cluster names kube-router, so that go.mod holds what it is built from.
package cluster

import _ "github.com/cloudnativelabs/kube-router/v2/cmd/kube-router"
