import { sshAccess } from "../../../program/connections";

test("a key file that is not there is named as the stack file has it", () => {
  expect(() => sshAccess({ privateKeyFile: "/nosuch" })).toThrow(
    /^wazuh-active-response:ssh\.privateKeyFile: \/nosuch cannot be read \(ENOENT\); write the path of a private key, or set ssh\.privateKey as a secret$/,
  );
});
