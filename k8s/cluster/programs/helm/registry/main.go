// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

// Command registry is the registry as its module publishes it, with files as its one way to store.
package main

import (
	"os"

	"github.com/distribution/distribution/v3/registry"
	_ "github.com/distribution/distribution/v3/registry/storage/driver/filesystem"
)

func main() {
	if err := registry.RootCmd.Execute(); err != nil {
		os.Exit(1)
	}
}
