import type { Kind } from "../../model/kinds/registry";
import type { Check } from "../check";
import { addressFields } from "./addressFields";
import { blockIp } from "./blockIp";
import { blockSteps } from "./blockSteps";
import { customRun } from "./customRun";
import { customScripts } from "./customScripts";
import { isolation } from "./isolation";
import { processes } from "./processes";
import { protectedAccounts } from "./protectedAccounts";
import { scriptProtocol } from "./scriptProtocol";

/** What is asked of the responses of one kind alone; what every kind is asked goes by its traits. */
export const CHECKS_OF_KINDS: Readonly<Record<Kind, readonly Check[]>> = {
  "block-ip": [blockIp, blockSteps, addressFields],
  "kill-process": [processes],
  "disable-account": [protectedAccounts],
  "isolate-host": [isolation],
  custom: [customScripts, customRun, scriptProtocol],
};
