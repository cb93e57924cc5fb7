import { oneJump, proxyOf } from "../../../ssh/otherWays";

describe("what ssh -G prints", () => {
  it.each([
    [
      "host a\nproxycommand tsh proxy ssh %r@%h:%p\nport 22\n",
      "ProxyCommand tsh proxy ssh %r@%h:%p",
    ],
    ["proxyjump ops@jump.example:2222,second\n", "ProxyJump ops@jump.example:2222,second"],
    ["proxycommand none\n", undefined],
    ["proxyusefdpass no\nhostname a\n", undefined],
    ["", undefined],
  ])("%j names a proxy", (settings, proxy) => {
    expect(proxyOf(settings)).toBe(proxy);
  });
});

describe("a single jump is said as the bastion of the stack", () => {
  it.each([
    ["ProxyJump jump.example", "{ host: jump.example, hostKey: ... }"],
    ["ProxyJump ops@10.0.0.9:2222", "{ host: 10.0.0.9, user: ops, port: 2222, hostKey: ... }"],
  ])("%s", (proxy, bastion) => {
    expect(oneJump(proxy)).toBe(`write it as the bastion: ssh.proxy: ${bastion}`);
  });

  it.each(["ProxyJump a,b", "ProxyCommand nc %h %p"])("%s cannot be", (proxy) => {
    expect(oneJump(proxy)).toBeUndefined();
  });
});
