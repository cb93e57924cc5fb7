import { create, newId, remove, update, type Run } from "../../../lab/provider/command";
import { secret } from "../../../lab/provider/values";

const connection = secret({ host: "h", privateKey: secret("k") });
const printed = { stdout: "new out", stderr: "new err" };

/** Records what would be run, by which connection and with which previous outputs. */
function recorder(): { runs: unknown[]; run: Run } {
  const runs: unknown[] = [];
  const run: Run = (command, { connection: by, stdout, stderr }) => {
    runs.push({ command, by, stdout, stderr });
    return Promise.resolve(printed);
  };
  return { runs, run };
}
const by = { host: "h", privateKey: "k" };
const before = { stdout: "old out", stderr: "old err" };
const fails: Run = () => Promise.reject(new Error("Process exited with status 1"));

it("create runs `create` and keeps inputs, secrets still wrapped, and outputs", async () => {
  const { runs, run } = recorder();
  const inputs = { connection, create: "install", stdin: secret("s") };
  expect(await create(inputs, run)).toEqual({ ...inputs, ...printed });
  expect(runs).toEqual([{ command: "install", by }]);
});

it("create without `create` opens no connection", async () => {
  const { runs, run } = recorder();
  const inputs = { connection, update: "prune" };
  expect(await create(inputs, run)).toEqual({ ...inputs, stdout: "", stderr: "" });
  expect(runs).toEqual([]);
});

it("a create that fails gives no state", async () => {
  await expect(create({ connection, create: "x" }, fails)).rejects.toThrow("status 1");
});

it.each([
  ["`update`", { create: "install", update: "upgrade" }, "upgrade"],
  ["`create` again where there is no `update`", { create: "install" }, "install"],
])("update runs %s, with the previous outputs", async (_what, news, command) => {
  const { runs, run } = recorder();
  const state = await update({ ...before, create: "old" }, { connection, ...news }, run);
  expect(state).toEqual({ connection, ...news, ...printed });
  expect(runs).toEqual([{ command, by, ...before }]);
});

it("update with neither runs nothing and keeps the outputs", async () => {
  const { runs, run } = recorder();
  const news = { connection, delete: "x" };
  expect(await update({ ...before, stdout: secret("old out") }, news, run)).toEqual({
    ...news,
    ...before,
  });
  expect(runs).toEqual([]);
});

it("an update that fails gives no new state", async () => {
  await expect(update(before, { connection, create: "x" }, fails)).rejects.toThrow("status 1");
});

it("delete runs `delete` by the connection and with the outputs of the state", async () => {
  const { runs, run } = recorder();
  await remove({ connection, delete: "uninstall", ...before }, run);
  expect(runs).toEqual([{ command: "uninstall", by, ...before }]);
});

it("delete without `delete` opens no connection", async () => {
  const { runs, run } = recorder();
  await remove({ connection, create: "install" }, run);
  expect(runs).toEqual([]);
});

it("an id is the name and eight digits", () => {
  const urn = "urn:pulumi:lab::project::command:remote:Command::gitlab-apply";
  expect(newId(urn)).toMatch(/^gitlab-apply[0-9a-f]{8}$/);
});
