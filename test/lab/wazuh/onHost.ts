import type { LabHost } from "../../../lab/labTypes";

/** Folder of Wazuh on every host. */
export const HOME = "/var/ossec";

/** What a command that must succeed prints. @throws Error with its words where it does not. */
export async function must(host: LabHost, command: string, input?: string): Promise<string> {
  const { code, stdout, stderr } = await host.run(command, input === undefined ? {} : { input });
  if (code !== 0) throw new Error(`${host.name}$ ${command}: exit ${code}: ${stdout}${stderr}`);
  return stdout;
}

/** Puts a text in front of a host's ossec.conf, as a root of its own. */
export async function addRoot(host: LabHost, inner: string): Promise<void> {
  await must(
    host,
    `f=${HOME}/etc/ossec.conf; { cat; cat $f; } >/tmp/new && cat /tmp/new >$f`,
    `<ossec_config>${inner}</ossec_config>\n`,
  );
}

/** One request to analysisd's socket. */
export async function askAnalysisd(
  host: LabHost,
  command: string,
  section = "",
): Promise<{ error: number; data: unknown }> {
  const request = JSON.stringify({
    version: 1,
    origin: { module: "api" },
    command,
    parameters: { section },
  });
  const program = `use Socket; local $/; my $t = <STDIN>; socket my $s, AF_UNIX, SOCK_STREAM, 0; connect $s, sockaddr_un("${HOME}/queue/sockets/analysis") or die "$!"; syswrite $s, pack("V", length $t) . $t; my $a = <$s>; print substr $a, 4`;
  return JSON.parse(await must(host, `perl -e '${program}'`, request)) as {
    error: number;
    data: unknown;
  };
}

/** One message to execd's queue. */
export async function tellExecd(host: LabHost, command: string, srcip: string): Promise<void> {
  const message = JSON.stringify({
    version: 1,
    origin: { name: "test", module: "test" },
    command,
    parameters: { extra_args: [], alert: { data: { srcip } } },
  });
  const program = `use Socket; local $/; my $t = <STDIN>; socket my $s, AF_UNIX, SOCK_DGRAM, 0; send $s, $t, 0, sockaddr_un("${HOME}/queue/alerts/execq") or die "$!"`;
  await must(host, `perl -e '${program}'`, message);
}

/** A response that writes down what it is asked: one line `ACTION ADDRESS` in /tmp/marks. */
export const MARK = `#!/bin/sh
IFS= read -r line || exit 1
mark() { printf '%s %s\\n' "$1" "$(printf '%s' "$2" | sed 's/.*"data":{"srcip":"\\([^"]*\\)".*/\\1/')" >>/tmp/marks; }
case $line in
  *'"command":"delete"'*) mark delete "$line" ;;
  *)
    address=$(printf '%s' "$line" | sed 's/.*"data":{"srcip":"\\([^"]*\\)".*/\\1/')
    printf '{"version":1,"origin":{"name":"mark","module":"active-response"},"command":"check_keys","parameters":{"keys":["%s"]}}\\n' "$address"
    IFS= read -r answer || exit 1
    case $answer in *'"command":"continue"'*) mark add "$line" ;; *) mark abort "$line" ;; esac
    ;;
esac
`;

/** Installs a response as a stock executable is installed. @param text its script. @default {@link MARK} */
export async function installResponse(host: LabHost, name: string, text = MARK): Promise<void> {
  const file = `${HOME}/active-response/bin/${name}`;
  await must(host, `cat >${file} && chown root:wazuh ${file} && chmod 0750 ${file}`, text);
}

/** Lines of {@link MARK} so far. */
export async function marks(host: LabHost): Promise<string[]> {
  const text = await must(host, "cat /tmp/marks 2>/dev/null || true");
  return text.split("\n").filter((line) => line !== "");
}
