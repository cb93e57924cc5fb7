import { printBundle } from "../../../policy/bundle/bundle";
import { installerFor } from "../../../policy/bundle/installer";
import { Rig } from "./rig";
import { isIn, originalOf, states } from "./torture";

/** Every so many commands of the shell the disk fills up once; `FULL_DISK_EVERY=1` tries each. */
const EVERY = Number(process.env["FULL_DISK_EVERY"] ?? 31);

const FULL =
  "for fs in /var/ossec /var/lib; do mount -o remount,size=$(df --output=used -B1K $fs | tail -n 1 | tr -d ' ')k $fs; done";
const ROOM = "for fs in /var/ossec /var/lib; do mount -o remount,size=100m $fs; done";

describe.each(["agent", "master"] as const)(
  "a disk that fills up in the middle, on a host of role %s",
  (role) => {
    it("leaves the old state or the new one, whichever command it comes before", async () => {
      const rig = await Rig.up(role);
      const ends: Record<string, number> = {};
      const recovered: Record<string, number> = {};
      const half: string[] = [];
      try {
        rig.run(`mount -t tmpfs -o mode=0755 lib /var/lib; ${ROOM}`);
        rig.run("cat >/run/fill", FULL);
        const original = originalOf(rig);
        const [one, two] = states(role);
        if (!one || !two) throw new Error("no states");
        expect(rig.bare("apply", one)).toMatchObject({ code: 0 });
        let last = 0;
        for (let at = 1 + (EVERY >> 1); last === 0 || at < last; at += EVERY) {
          // The shell expands PS4 before every command that it traces.
          const hook = `traced=0; PS4='+$((traced += 1)) $([ $traced -ne ${at} ] || sh /run/fill)'; set -x\n`;
          const { stdout } = rig.run(
            `d=$(mktemp -d /run/full.XXXXXX); cd $d; cat >all; sed '/^--$/,$d' all >run; sed '1,/^--$/d' all >bundle; rm all
           sh run apply $d >out 2>trace; echo "ended $?"; grep -c '^+[0-9]' trace; grep -v '^+' trace | head -n 20
           cd /; rm -rf $d`,
            `${hook}${installerFor(role)}--\n${printBundle(two)}`,
          );
          const [, code = "", commands] = /^ended (\d+)\n(\d+)/.exec(stdout) ?? [];
          ends[code] = (ends[code] ?? 0) + 1;
          // What says that nothing changed, or that the old state is back, or that all is done, says the truth, room or not.
          const promised =
            code === "0" ? two : code === "65" || code === "69" || code === "70" ? one : undefined;
          const said = `${role} ${at}, ended ${code}:`;
          if (promised && !isIn(rig, promised, original))
            half.push(`${said} not as promised: ${stdout}`);
          // What the bootstrap does next, while the disk is still full: it may fail, but not make it worse.
          const full = rig.bare("recover", two);
          recovered[full.code] = (recovered[full.code] ?? 0) + 1;
          rig.run(ROOM);
          if (code === "0") last = Number(commands);
          const again = rig.bare("recover", two);
          if (again.code !== 0) half.push(`${said} recover: ${again.stderr}`);
          if (![one, two].some((state) => isIn(rig, state, original)))
            half.push(`${said} neither old nor new: ${stdout}\n${rig.bare("check", two).stdout}`);
          expect(rig.bare("apply", one)).toMatchObject({ code: 0 });
          if (at > 2000) throw new Error("no run was done");
        }
      } finally {
        rig.down();
      }
      console.info(
        `${role}: ended with ${JSON.stringify(ends)}, recovered while full ${JSON.stringify(recovered)}`,
      );
      expect(half).toEqual([]);
      expect(Object.keys(ends)).toEqual(expect.arrayContaining(["0", "65", "70"]));
    }, 240_000);
  },
);
