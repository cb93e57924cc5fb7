import { BIN } from "../../model/hostPaths";
import { isOurs } from "../../model/kinds/blockIp";
import type { Kind, ResponseOf } from "../../model/kinds/registry";
import type { Response } from "../../model/response";
import type { Around } from "./around";
import { blockIpFiles, judgeProgram } from "./blockIp";
import { customFiles, runnerProgram } from "./custom";
import { disableAccountFiles } from "./disableAccount";
import type { ResponseFiles } from "./executable";
import { isolateHostFiles, isolationProgram } from "./isolateHost";
import { killProcessFiles } from "./killProcess";

/** How a kind comes to a host. */
interface Rendered<One> {
  /** The files of one response; where all of its kind share them, each has the same. */
  files(response: One, around: Around<One>): ResponseFiles;
  /** Programs in files of their own that no policy changes: name -> text. @default none beside the scripts */
  readonly programs?: Readonly<Record<string, () => string>>;
}

// What was bound by hand is taken over as it is: that it never worked on a host is not a reason to refuse it.
const WITHOUT_IPTABLES = {
  iptables:
    "this host has no iptables: the stock firewall-drop blocks nothing here and reports success; write backend: nftables",
};

const KINDS: { readonly [Name in Kind]: Rendered<ResponseOf<Name>> } = {
  "block-ip": {
    files: (response, { all, policy, fleet }) =>
      isOurs(response)
        ? blockIpFiles(all.filter(isOurs), policy, fleet)
        : { files: [], tools: [`${BIN}/firewall-drop`], warnWithout: WITHOUT_IPTABLES },
    programs: { "guarded-block-ip.awk": judgeProgram },
  },
  "kill-process": { files: (_, { all, policy }) => killProcessFiles(all, policy.mode) },
  "disable-account": {
    files: (_, { all, policy, fleet }) => disableAccountFiles(all, policy, fleet),
  },
  "isolate-host": {
    // A manager is never isolated: it would cut off its agents.
    files: (response, { fleet, host }) =>
      host.role === "agent" ? isolateHostFiles(response, fleet) : { files: [], tools: [] },
    programs: { "custom-isolate.pl": isolationProgram },
  },
  custom: {
    files: (response, around) => customFiles(response, around),
    programs: { "custom-runner.awk": runnerProgram },
  },
};

/** Renders the files of a response that acts. */
export function filesOf(response: Response, around: Omit<Around<Response>, "all">): ResponseFiles {
  const kind: Rendered<Response> = KINDS[response.kind];
  return kind.files(response, {
    ...around,
    all: around.placed.filter(({ kind: of }) => of === response.kind),
  });
}

/** Programs of ours in files of their own: name -> text. */
export function programsOfKinds(): readonly (readonly [name: string, text: string])[] {
  return Object.values(KINDS).flatMap(({ programs = {} }: Rendered<never>) =>
    Object.entries(programs).map(([name, text]) => [name, text()] as const),
  );
}
