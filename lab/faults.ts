import { STAND_IN } from "./inHost";
import type { LabHost } from "./labTypes";

/** How a host of the lab is away: nothing listens, nobody has its address, a firewall swallows, or it greets and falls silent. */
export type Fault = "refuses" | "has no address" | "swallows" | "hangs";

const SSHD = `sh ${STAND_IN}/sshd.sh`;
const HANGS = "/run/lab-hangs.pid";

/** Takes port 22: greets like an SSH server, then says nothing more, as a host does whose disk hangs. */
const HANG = `perl -MIO::Socket::INET -e '
  my $door = IO::Socket::INET->new(LocalPort => 22, Listen => 50, ReuseAddr => 1) or die "$!";
  if (my $pid = fork) { open my $file, ">", "${HANGS}"; print $file "$pid\\n"; exit }
  open STDOUT, ">", "/dev/null"; open STDERR, ">", "/dev/null"; open STDIN, "<", "/dev/null";
  my @open; while (my $one = $door->accept) { print $one "SSH-2.0-OpenSSH_9.2p1\\r\\n"; push @open, $one }'`;

const MAKE: Readonly<Record<Fault, string>> = {
  refuses: `${SSHD} stop`,
  // Nobody answers who asks for it in the network.
  "has no address": "ip link set eth0 arp off",
  swallows: `nft 'add table inet lab_fault' &&
    nft 'add chain inet lab_fault input { type filter hook input priority -200; }' &&
    nft 'add rule inet lab_fault input tcp dport 22 drop'`,
  hangs: `${SSHD} stop && ${HANG}`,
};

const MEND: Readonly<Record<Fault, string>> = {
  refuses: `${SSHD} start`,
  "has no address": "ip link set eth0 arp on",
  swallows: "nft delete table inet lab_fault",
  hangs: `kill "$(cat ${HANGS})" && while kill -0 "$(cat ${HANGS})" 2>/dev/null; do sleep 0.05; done; ${SSHD} start`,
};

/** Makes a host fail in one way. @throws Error with the host's words */
export function breakHost(host: LabHost, fault: Fault): Promise<void> {
  return must(host, MAKE[fault]);
}

/** Makes good what {@link breakHost} did. @throws Error with the host's words */
export function mendHost(host: LabHost, fault: Fault): Promise<void> {
  return must(host, MEND[fault]);
}

async function must(host: LabHost, command: string): Promise<void> {
  const { code, stderr } = await host.run(command);
  if (code !== 0 || stderr !== "") throw new Error(`${host.name}: exit ${code}: ${stderr}`);
}
