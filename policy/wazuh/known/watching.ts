import { LOCALFILE } from "./localfile";
import { DAY_OR_WEEKDAY, SCHEDULE } from "./schedule";
import { any, yesNo } from "./values";
import { names, numbers, yesNos, type Holder } from "./section";
import { SYSCHECK } from "./syscheck";

/** What the manager watches on its own host. */
export const WATCHING: Readonly<Record<string, Holder>> = {
  syscheck: SYSCHECK,
  localfile: LOCALFILE,
  rootcheck: {
    unknown: "section off",
    wrongValue: "section off",
    elements: {
      ...names("rootkit_files rootkit_trojans windows_audit system_audit windows_apps"),
      ...names("windows_malware base_directory ignore"),
      ...yesNos("scanall readall disabled skip_nfs check_dev check_files check_if check_pids"),
      ...yesNos("check_ports check_sys check_trojans check_unixaudit check_winapps check_winaudit"),
      ...yesNos("check_winmalware"),
      ...numbers("frequency"),
    },
  },
  sca: {
    unknown: "refused",
    elements: {
      ...SCHEDULE,
      ...names("policies"),
      enabled: yesNo,
      scan_on_start: yesNo,
      skip_nfs: yesNo,
    },
    asks: [DAY_OR_WEEKDAY],
    inner: {
      policies: {
        empty: "refused",
        unknown: "refused",
        elements: { policy: any },
      },
    },
  },
};
