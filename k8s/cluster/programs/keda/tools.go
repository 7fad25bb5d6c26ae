// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

//go:build tools

// Package cluster names KEDA's programs, so that go.mod holds what they are built from.
package cluster

import (
	_ "github.com/kedacore/keda/v2/cmd/adapter"
	_ "github.com/kedacore/keda/v2/cmd/operator"
)
