import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import type { Booted } from "../boot";
import { mustRun } from "../process";
import { Guest } from "./guest";

/** What a machine is made of. */
export interface MachineSettings {
  /** Folder of lab/machine/image.sh. */
  readonly image: string;
  /** The host's folder: files/, ossec/, network. */
  readonly dir: string;
  readonly cable: string;
  readonly bridge: string;
  /** Folder with what all hosts share. */
  readonly shared: string;
  /** Last number of its address, which tells its network card from the others'. */
  readonly number: number;
}

/** A host with a kernel and an init of its own, which can be booted again. */
export interface Machine extends Booted {
  readonly guest: Guest;
}

/** Seconds that a boot may take: its processor is emulated, and the machine that does so may be busy. */
export const BOOT = 600;

/** The folder of lab/machine/image.sh. @throws Error that says how to bring it. */
export function imageFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(process.env["HOME"] ?? "/root", ".cache");
  const image = join(cache, "wazuh-active-response", "machine-bookworm");
  if (existsSync(join(image, "complete"))) return image;
  throw new Error(`${image} is not there; run bash lab/machine/image.sh, outside of the lab`);
}

/**
 * Boots a machine by software emulation, with systemd as its process 1, and waits until it takes commands.
 * @throws Error where it does not come up within {@link BOOT} seconds.
 */
export async function bootMachine(settings: MachineSettings): Promise<Machine> {
  const { image, dir, cable, bridge, number } = settings;
  const script = join(__dirname, "disk.sh");
  await mustRun("/bin/sh", [script, image, dir, settings.shared, process.execPath]);
  await mustRun("ip", ["tuntap", "add", cable, "mode", "tap"]);
  await mustRun("ip", ["link", "set", cable, "master", bridge, "up"]);
  const port = join(dir, "port");
  const child = spawn(
    "setpriv",
    ["--pdeathsig", "KILL", ...qemu(image, dir, cable, port, number)],
    {
      stdio: "ignore",
    },
  );
  const guest = new Guest();
  const end = async (): Promise<void> => {
    guest.close();
    await ended(child);
  };
  try {
    await connected(guest, port, child);
    await guest.booted("", BOOT);
  } catch (error) {
    await end();
    throw new Error(`${(error as Error).message}; its console is in ${join(dir, "console")}`);
  }
  child.unref();
  return { pid: child.pid ?? 0, end, guest };
}

function qemu(image: string, dir: string, cable: string, port: string, number: number): string[] {
  const mac = `52:54:00:77:00:${number.toString(16).padStart(2, "0")}`;
  return [
    "qemu-system-x86_64",
    ...["-accel", "tcg", "-smp", "1", "-m", "768", "-display", "none", "-monitor", "none"],
    ...["-serial", `file:${join(dir, "console")}`],
    ...["-kernel", join(image, "vmlinuz"), "-initrd", join(image, "initrd.img")],
    ...[
      "-append",
      "root=/dev/vda rw console=ttyS0 net.ifnames=0 no_timer_check panic=5 systemd.show_status=1",
    ],
    ...["-drive", `file=${join(dir, "disk.img")},if=virtio,format=raw,cache=unsafe`],
    ...["-netdev", `tap,id=net,ifname=${cable},script=no,downscript=no`],
    ...["-device", `virtio-net-pci,netdev=net,mac=${mac}`],
    ...["-chardev", `socket,id=lab,path=${port},server=on,wait=off`],
    ...["-device", "virtio-serial-pci", "-device", "virtserialport,chardev=lab,name=lab"],
  ];
}

/** The socket is there a moment after the emulator has started. */
async function connected(guest: Guest, port: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      await guest.connect(port);
      return;
    } catch (error) {
      if (child.exitCode !== null)
        throw new Error(`qemu-system-x86_64 ended with ${child.exitCode}`);
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.ref();
    child.once("exit", () => {
      resolve();
    });
    child.kill("SIGKILL");
  });
}
