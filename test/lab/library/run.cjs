// Runs the compiled example against recorded mocks, in its own folder; prints what it made and what it exports.
const pulumi = require("@pulumi/pulumi");

const made = [];
const outputsOf = (type) => {
  if (type === "command:remote:Command")
    return { stdout: JSON.stringify({ files: {}, restart: "none" }) };
  if (type === "tls:index/privateKey:PrivateKey")
    return { privateKeyOpenssh: "a key\n", publicKeyOpenssh: "ssh-ed25519 AAAA\n" };
  if (type === "hcloud:index/server:Server")
    return { ipv4Address: "203.0.113.5", ipv6Address: "2001:db8::1", networks: [] };
  return {};
};

async function main() {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const id = type === "hcloud:index/firewall:Firewall" ? "7" : `${name}-id`;
        made.push({ type, name, stdin: unwrapped(inputs.stdin), firewallIds: inputs.firewallIds });
        return { id, state: { ...inputs, ...outputsOf(type) } };
      },
      call: () => ({}),
    },
    "active-response-by-library",
    "test",
    false,
  );
  pulumi.runtime.setAllConfig({
    "active-response-by-library:privateKey": "a key",
    "active-response-by-library:enrolmentPassword": "open sesame",
    "active-response-by-library:gitlabHostKey": "ssh-ed25519 AAAA",
    "active-response-by-library:managerHostKey": "ssh-ed25519 AAAA",
  });
  const example = require(process.argv[2]);
  const hosts = await new Promise((done) => example.hosts.apply(done));
  await pulumi.runtime.disconnect();
  console.log(JSON.stringify({ hosts: Object.keys(hosts), made }));
}

const unwrapped = (value) =>
  value && typeof value === "object" && "value" in value ? value.value : value;

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
