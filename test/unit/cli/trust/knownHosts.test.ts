import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { knownKey } from "../../../../cli/verbs/trust/knownHosts";
import { newKeyPair } from "../../../../lab/keys";

const [ONE, TWO] = [newKeyPair().publicKey.trim(), newKeyPair().publicKey.trim()];
const ECDSA =
  "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=";
const RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDD";

describe("the key of a host in a known_hosts file", () => {
  const dir = mkdtempSync(join(tmpdir(), "known-"));
  const file = join(dir, "known_hosts");
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });
  const find = (lines: readonly string[], port = 22): Promise<string | undefined> => {
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return knownKey(file, "192.0.2.7", port);
  };

  it.each<[string, readonly string[], string | undefined]>([
    ["is there", [`192.0.2.7 ${ONE}`], ONE],
    ["is of a host in FIPS mode", [`192.0.2.7 ${RSA}`, `192.0.2.7 ${ECDSA}`], ECDSA],
    ["is one of two kinds", [`192.0.2.7 ${ECDSA}`, `192.0.2.7 ${ONE}`], ONE],
    ["is that of another host", [`192.0.2.8 ${ONE}`], undefined],
    ["is that of another port", [`[192.0.2.7]:2222 ${ONE}`], undefined],
    ["stands there twice", [`192.0.2.7 ${ONE}`, `192.0.2.7,gitlab ${ONE}`], ONE],
    ["is of another kind", [`192.0.2.7 ${RSA}`], undefined],
    ["is one beside another kind", [`192.0.2.7 ${RSA}`, `192.0.2.7 ${ONE}`], ONE],
    ["is an authority's", [`192.0.2.7 ${RSA}`, `@cert-authority 192.0.2.* ${TWO}`], undefined],
    [
      "is its own beside an authority's",
      [`@cert-authority 192.0.2.* ${RSA}`, `192.0.2.7 ${ONE}`, `@cert-authority 192.0.2.* ${TWO}`],
      ONE,
    ],
  ])("that %s", async (_, lines, key) => {
    expect(await find(lines)).toBe(key);
  });

  it("is looked up with its port", async () => {
    expect(await find([`[192.0.2.7]:2222 ${ONE}`, `192.0.2.7 ${TWO}`], 2222)).toBe(ONE);
  });

  it.each([
    ["revoked", [`192.0.2.7 ${ONE}`, `@revoked * ${ONE}`], `a key of 192.0.2.7 is revoked there`],
    [
      "one of two",
      [`192.0.2.7 ${ONE}`, `192.0.2.7 ${TWO}`],
      "has two ed25519 keys of 192.0.2.7; remove the old one",
    ],
  ])("is refused where it is %s", async (_, lines, words) => {
    await expect(find(lines)).rejects.toThrow(`${file}: ${words}`);
  });
});
