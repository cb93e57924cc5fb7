import type { Rig } from "./rig";
import { BIN, CONF, RULES } from "./rig";

export const AR_CONF = "/var/ossec/etc/shared/ar.conf";
export const LOG = "/var/ossec/logs/ossec.log";

/** What the analysisd of the machine would have to be asked for, and all that it was made from. */
export function state(rig: Rig): string {
  return rig.run(
    `cat ${CONF} ${AR_CONF} ${RULES} ${BIN}/guarded-block-ip; stat -c '%n %U %G %a' ${CONF} ${RULES} ${BIN}/*; ls -A ${BIN} /var/ossec/etc /var/ossec/etc/rules; ls /var/lib/wazuh-active-response`,
  ).stdout;
}
