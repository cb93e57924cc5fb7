import { atoi } from "../read/cNumber";
import { credentials } from "./credentials";
import { DAY_OR_WEEKDAY, SCHEDULE } from "./schedule";
import { number, oneOf, yesNo, type Accepts } from "./values";
import { filleds, names, refusing, typed, yesNos, type Holder } from "./section";

const span =
  (most = Number.MAX_SAFE_INTEGER): Accepts =>
  (value) => {
    const found = /^\s*\+?(\d+)(?:([wdhms]).*)?$/s.exec(value === "" ? "0" : value);
    const unit = { w: 604_800, d: 86_400, h: 3600, m: 60 }[found?.[2] ?? ""] ?? 1;
    return found && Number(found[1]) * unit <= most
      ? undefined
      : "write seconds, or a number with s, m, h, d or w";
  };

/** At least 1 KB. */
const answer: Accepts = (value) => {
  const found = /^\s*\+?(\d+)([bkmg]?)$/i.exec(value);
  const unit = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[found?.[2]?.toLowerCase() ?? ""] ?? 1;
  return found && Number(found[1]) * unit >= 1024 ? undefined : "write at least 1K";
};

const digits: Accepts = (value) => (value === "" ? "write digits" : number()(value));

/** The two ways to give Office 365 a secret. */
const SECRETS = ["client_secret", "client_secret_path"] as const;

/** Sections of their own that fetch events from a service. */
export const CLOUD: Readonly<Record<string, Holder>> = {
  "gcp-pubsub": refusing(
    {
      ...SCHEDULE,
      ...names("logging"),
      ...yesNos("enabled pull_on_start"),
      ...filleds("project_id subscription_name credentials_file"),
      max_messages: digits,
      num_threads: digits,
    },
    {
      empty: "refused",
      keeps: true,
      needed: ["project_id", "subscription_name", "credentials_file"],
      asks: [DAY_OR_WEEKDAY, ...credentials("credentials_file")],
    },
  ),
  "gcp-bucket": refusing(
    { ...SCHEDULE, ...names("logging bucket"), ...yesNos("enabled run_on_start") },
    {
      empty: "refused",
      keeps: true,
      needed: ["bucket"],
      asks: [DAY_OR_WEEKDAY],
      inner: {
        bucket: refusing(
          { ...filleds("name path only_logs_after credentials_file"), remove_from_bucket: yesNo },
          { needed: ["name", "credentials_file"], asks: credentials("credentials_file") },
        ),
      },
      attributes: { bucket: { ...typed("access_logs"), ifFilled: true } },
    },
  ),
  github: refusing(
    {
      ...names("api_auth api_parameters"),
      ...yesNos("enabled only_future_events"),
      interval: span(),
      time_delay: span(),
      curl_max_size: answer,
    },
    {
      empty: "refused",
      needed: ["api_auth"],
      inner: {
        api_auth: refusing(filleds("org_name api_token"), { needed: ["org_name", "api_token"] }),
        api_parameters: refusing({ event_type: oneOf("all", "git", "web") }),
      },
    },
  ),
  office365: refusing(
    {
      ...names("api_auth subscriptions"),
      ...yesNos("enabled only_future_events"),
      interval: span(86_400),
      curl_max_size: answer,
    },
    {
      empty: "refused",
      needed: ["api_auth", "subscriptions"],
      filledOnce: ["subscriptions"],
      inner: {
        api_auth: refusing(
          {
            ...filleds("tenant_id client_id client_secret_path client_secret"),
            api_type: oneOf("commercial", "gcc", "gcc-high"),
          },
          {
            needed: ["tenant_id", "client_id"],
            oneOf: SECRETS,
            notBoth: SECRETS,
            asks: credentials("client_secret_path"),
          },
        ),
        subscriptions: refusing(filleds("subscription")),
      },
    },
  ),
  "ms-graph": refusing(
    {
      ...SCHEDULE,
      ...names("api_auth resource"),
      ...yesNos("enabled only_future_events run_on_start"),
      curl_max_size: answer,
      time_delay: span(),
      page_size: (value) => (atoi(value) !== 0 ? undefined : "write a number of at least 1"),
      version: oneOf("v1.0", "beta"),
    },
    {
      empty: "refused",
      needed: ["api_auth", "resource"],
      // config/wmodules-ms-graph.c:100-110, v4.12.0
      since: { time_delay: "4.12.0", page_size: "4.12.0" },
      asks: [DAY_OR_WEEKDAY],
      inner: {
        api_auth: refusing(
          {
            ...filleds("client_id tenant_id secret_value"),
            api_type: oneOf("global", "gcc-high", "dod"),
          },
          { empty: "refused", needed: ["client_id", "tenant_id", "secret_value", "api_type"] },
        ),
        resource: refusing(filleds("name relationship"), {
          empty: "refused",
          needed: ["name", "relationship"],
        }),
      },
    },
  ),
  "fluent-forward": {
    unknown: "ignored",
    elements: {
      ...names("object_key user password poll_interval keepalive"),
      ...filleds("tag socket_path address shared_key ca_file"),
      enabled: yesNo,
      // Its last 16 bits are the port.
      port: (value) =>
        /^\d+$/.test(value) && (atoi(value) & 0xffff) % 0xffff !== 0
          ? undefined
          : "write 1 to 65534",
      timeout: number(0, 9000),
    },
  },
};
