import type { Rig } from "./rig";
import { BIN, CONF, RULES, type bundle } from "./rig";

export const AR_CONF = "/var/ossec/etc/shared/ar.conf";
export const LOG = "/var/ossec/logs/ossec.log";

/** What the analysisd of the machine would have to be asked for, and all that it was made from. */
export function state(rig: Rig): string {
  return rig.run(
    `cat ${CONF} ${AR_CONF} ${RULES} ${BIN}/guarded-block-ip; stat -c '%n %U %G %a' ${CONF} ${RULES} ${BIN}/*; ls -A ${BIN} /var/ossec/etc /var/ossec/etc/rules; ls /var/lib/wazuh-active-response`,
  ).stdout;
}

/** What `check` says of a machine. */
export function drift(rig: Rig, wanted: ReturnType<typeof bundle>): string[] {
  const { code, stdout, stderr } = rig.install("check", wanted);
  expect(stderr).toBe("");
  const found = (JSON.parse(stdout) as { drift: { what: string; detail: string }[] }).drift;
  expect(code).toBe(found.length > 0 ? 2 : 0);
  return found.map(({ what, detail }) => `${what}: ${detail}`);
}
