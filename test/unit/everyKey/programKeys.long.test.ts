import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runStack } from "./runStack";
import { PROGRAMS } from "./programStacks";
import { OF_THE_PROGRAM } from "./ofTheProgram";
import { keysWithValues, tryKeys } from "./unread";

const HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

describe("every key that the program alone reads", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "every-key-"));
    const agents = (name: string): string =>
      JSON.stringify([{ name, host: "10.0.0.15", hostKey: HOST_KEY }]);
    const files = { agents: agents("file-1"), agentsx: agents("file-2"), key: "one", keyx: "two" };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("changes what it declares, asks or says, when it has another value", async () => {
    const isRead = (before: string, after: string): boolean => before !== after;
    const ofTheProgram = (key: string): boolean => OF_THE_PROGRAM.test(key);
    const tried = await tryKeys(PROGRAMS(folder), runStack, ofTheProgram, isRead);
    expect(tried.filter(({ after }) => after.includes("config-shape"))).toEqual([]);
    const read = new Set(
      tried.filter(({ before, after }) => isRead(before, after)).map(({ key }) => key),
    );
    const unread = keysWithValues()
      .map(({ path }) => path)
      .filter((key) => OF_THE_PROGRAM.test(key) && !read.has(key));
    expect(unread).toEqual([]);
  }, 600_000);
});
