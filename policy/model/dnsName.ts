const NAME =
  /^[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62})*\.[A-Za-z][A-Za-z0-9-]{0,62}$/;

/** True for a name that a name server knows: with a dot in it, its last part begun by a letter, so that no interface is one. */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && NAME.test(text);
}
