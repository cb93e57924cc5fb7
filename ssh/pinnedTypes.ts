/**
 * Types of host keys that can be pinned, in the order in which they are asked for. Pulumi's provider asks a host for the type of
 * the pinned line by its own name (provider/pkg/provider/remote/connection.go, v1.2.1), which no sshd of today has for ssh-rsa.
 */
export const PINNED_TYPES = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
] as const;
