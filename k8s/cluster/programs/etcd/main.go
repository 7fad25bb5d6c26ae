// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

// Command etcd is the server as its module publishes it.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() { etcdmain.Main(os.Args) }
