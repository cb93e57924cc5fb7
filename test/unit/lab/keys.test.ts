import { newKeyPair } from "../../../lab/keys";

describe("newKeyPair", () => {
  it("makes whole keys only, though ssh2 drops a leading zero of one in 256", () => {
    const lengths = new Set<number>();
    for (let n = 0; n < 3000; n++) {
      const [type, blob = ""] = newKeyPair().publicKey.split(" ");
      lengths.add(type === "ssh-ed25519" ? Buffer.from(blob, "base64").length : 0);
    }
    expect([...lengths]).toEqual([51]);
  });
});
