import type { LastSaid } from "../policy/rollout/leaving";

/** Resources of a stack by their URNs, as the engine's `readStackResourceOutputs` gives them. */
export type StackResources = Readonly<
  Record<string, { readonly type: string; readonly outputs?: Readonly<Record<string, unknown>> }>
>;

interface Note {
  readonly when?: unknown;
  readonly bundle?: unknown;
}

interface Report {
  readonly files?: Readonly<Record<string, unknown>>;
  readonly left?: readonly string[];
  readonly rollout?: Note;
  readonly after?: Note;
  readonly wazuh?: unknown;
  readonly kept?: { readonly installer?: unknown; readonly programs?: unknown };
}

/** A host's steps, `…:WazuhFleet$…command:remote:Command::NAME`: what is between, the name, and which step. */
const STEP = /:WazuhFleet\$(.*)command:remote:Command::(.+)-(apply|prune)$/;

/**
 * What each host said of itself last, by the resources of its stack.
 * @returns by {@link saidBy}.
 */
export function lastSaid(resources: StackResources): ReadonlyMap<string, LastSaid> {
  const steps = new Map<string, { apply?: Report; prune?: Report; stdin?: unknown }>();
  for (const [urn, { outputs }] of Object.entries(resources)) {
    const found = STEP.exec(urn);
    if (!found) continue;
    const [, within = "", name = "", step] = found;
    const isManager = within.includes("WazuhManager");
    const key = saidBy(isManager ? name.replace(/^manager-/, "") : name, isManager);
    const report = reportIn(outputs?.["stdout"]);
    steps.set(key, {
      ...steps.get(key),
      [step as "apply" | "prune"]: report,
      ...(step === "apply" && { stdin: outputs?.["stdin"] }),
    });
  }
  return new Map(
    [...steps].flatMap(([key, { apply, prune, stdin }]): [string, LastSaid][] =>
      apply?.files === undefined
        ? []
        : [[key, { ...said(apply as Applied, prune), ...sent(stdin, apply.kept) }]],
    ),
  );
}

/** Under which key a host's last words are. */
export function saidBy(host: string, isManager: boolean): string {
  return `${isManager ? "manager" : "agent"} ${host}`;
}

type Applied = Report & Required<Pick<Report, "files">>;

function said({ files, left, rollout, wazuh }: Applied, prune: Report | undefined): LastSaid {
  return {
    files: Object.keys(files),
    left,
    apply: nameOf(rollout),
    tidiedAfter: nameOf(prune?.after),
    hasStep: prune !== undefined,
    ...(typeof wazuh === "string" && { wazuh }),
  };
}

function sent(stdin: unknown, kept: Report["kept"]): Pick<LastSaid, "sent"> {
  if (typeof stdin !== "string") return {};
  const { installer, programs } = kept ?? {};
  const sums = typeof installer === "string" && {
    installer,
    ...(typeof programs === "string" && { programs }),
  };
  return { sent: { stdin, kept: sums || undefined } };
}

function nameOf(note: Note | undefined): string | undefined {
  const { when, bundle } = note ?? {};
  return typeof when === "string" && typeof bundle === "string" ? `${when} ${bundle}` : undefined;
}

/** What a step printed; nothing where it printed no report (it was left out, or never ran). */
function reportIn(stdout: unknown): Report {
  if (typeof stdout !== "string" || !stdout.startsWith("{")) return {};
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return {};
  }
}
