import { atoi } from "../read/cNumber";
import { DAY_OR_WEEKDAY, SCHEDULE } from "./schedule";
import { filled, type Accepts } from "./values";
import { filleds, names, refusing, yesNos, type Holder } from "./section";

const seconds: Accepts = (value) => (atoi(value) > 0 ? undefined : "write seconds");

const azureTime: Accepts = (value) =>
  /^\s*\+?0*[1-9]\d*[mhd]/.test(value) ? undefined : "write a number with m, h or d";

/** wazuh-modulesd leaves out a block of these that is wrong, and goes on. */
const azure = (elements: Record<string, Accepts>, more: Partial<Holder> = {}): Holder => ({
  unknown: "section off",
  wrongValue: "section off",
  elements,
  ...more,
});

const azureApi: Holder = azure(
  names("application_id application_key auth_path tenantdomain request"),
  {
    empty: "refused",
    inner: {
      request: azure(
        { ...names("tag query workspace"), time_offset: azureTime, timeout: seconds },
        { empty: "section off" },
      ),
    },
  },
);

/** `<wodle name="azure-logs">`. */
export const AZURE: Holder = refusing(
  {
    ...SCHEDULE,
    ...yesNos("run_on_start disabled"),
    ...names("log_analytics graph storage"),
    timeout: seconds,
  },
  {
    empty: "refused",
    asks: [DAY_OR_WEEKDAY],
    inner: {
      log_analytics: azureApi,
      graph: azureApi,
      storage: azure(
        { ...names("container"), ...filleds("account_name account_key auth_path tag") },
        {
          empty: "refused",
          inner: {
            container: azure({
              ...names("blobs"),
              content_type: (value) =>
                /^(?:json_file|json_inline|text)/.test(value)
                  ? undefined
                  : "write json_file, json_inline or text",
              time_offset: azureTime,
              timeout: seconds,
              path: filled,
            }),
          },
        },
      ),
    },
  },
);
