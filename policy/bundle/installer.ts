import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Role } from "../model/fleet";
import { SCRIPTS } from "../render/scriptFolder";
import { madeOf } from "./madeOf";
import { packed, type Packed } from "./packed";
import { shortenedPerl, shortenedShell } from "./shortened";

type Kind = "agent" | "manager";

/** How a part goes into the installer: short, as it is sent, or as it is in the repository. */
type Form = "short" | "commented";

/** Folders of scripts/host whose parts a host gets. */
const ROOMS: Readonly<Record<Kind, readonly string[]>> = {
  agent: ["lib", "common"],
  manager: ["lib", "common", "manager"],
};

const HOST = join(SCRIPTS, "host");

const texts = new Map<string, string>();
const packs = new Map<string, Packed>();

/**
 * The installer for a role, as it is sent: without comments and indentation, so that the state stays small. ASCII only, which the
 * bootstrap relies on.
 */
export function installerFor(role: Role): string {
  return installer(kindOf(role), "short");
}

/** The same with its comments and indentation, for people. It runs as well. */
export function commentedInstaller(role: Role): string {
  return installer(kindOf(role), "commented");
}

/**
 * What an installer asks in perl: scripts/host/ask.pl, and behind its end the files of which it reads what a question needs.
 * @param form for tests of one part: the installer has it in its own form.
 */
export function askProgram(kind: Kind, form: Form = "short"): string {
  const text = readFileSync(join(HOST, "ask.pl"), "utf8");
  const [program = ""] = text.split(/^__END__$/m);
  const parts = partsOf(kind, ".pl").map(
    ({ name, text: part }) =>
      `#= ${name}\n${form === "short" ? `${shortenedPerl(part)}\n` : `\n${part}\n`}`,
  );
  const first = form === "short" ? `#!/usr/bin/perl -w\n${shortenedPerl(program)}\n` : program;
  return `${first}__END__\n${parts.join("")}`;
}

/** The installer for a role, packed once. */
export function packedInstaller(role: Role): Packed {
  const text = installerFor(role);
  let known = packs.get(text);
  if (known === undefined) {
    known = packed(text);
    packs.set(text, known);
  }
  return known;
}

/** The sha256 of the installer for a role, as it is sent: what a host that has kept it is told instead of it. */
export function installerSum(role: Role): string {
  return packedInstaller(role).sha256;
}

function kindOf(role: Role): Kind {
  return role === "agent" ? "agent" : "manager";
}

/** The shell's parts in the order of their numbers, the end of the script, and behind it what it asks in perl. */
function installer(kind: Kind, form: Form): string {
  const key = `${kind} ${form}`;
  let text = texts.get(key);
  if (text === undefined) {
    const parts = partsOf(kind, ".sh");
    const shell =
      form === "short"
        ? // One NUL between two, which no text holds.
          madeOf("shell", parts.map((part) => part.text).join("\0"), shortShell)
        : parts
            .map(
              ({ folder, name, text: part }) => `# From scripts/host/${folder}/${name}:\n${part}\n`,
            )
            .join("");
    text = `#!/bin/sh\n${shell}exit\n${askProgram(kind, form)}`;
    texts.set(key, text);
  }
  return text;
}

function shortShell(parts: string): string {
  return parts
    .split("\0")
    .map((part) => `${shortenedShell(part)}\n`)
    .join("");
}

interface Part {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/** Files of one kind of the rooms, in the order of their names. @throws Error where two have one name. */
function partsOf(kind: Kind, ending: ".sh" | ".pl"): readonly Part[] {
  const all = ROOMS[kind].flatMap((folder) =>
    readdirSync(join(HOST, folder))
      .filter((name) => name.endsWith(ending))
      .map((name) => ({ folder, name, text: readFileSync(join(HOST, folder, name), "utf8") })),
  );
  all.sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = all.find(({ name }, i) => all[i + 1]?.name === name);
  if (twice) throw new Error(`scripts/host has two parts named ${twice.name}; rename one`);
  return all;
}
