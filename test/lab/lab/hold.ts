import { upLab } from "../../../lab/lab";

/** Brings a lab up, says so with the number of this process, and waits to be killed; crash.test.ts starts it. */
async function hold(): Promise<void> {
  const lab = await upLab({ agents: [{ name: "hel-1", location: "hel1" }], daemons: false });
  await lab.master.run("nohup sleep 1000 >/dev/null 2>&1 &");
  process.stdout.write(`up ${process.pid}\n`);
  setInterval(() => undefined, 1000);
}

void hold();
