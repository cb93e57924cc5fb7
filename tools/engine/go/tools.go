//go:build tools

// Package engine pins the Pulumi engine that engine/buildFromModule.ts builds where it cannot be downloaded.
package engine

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
