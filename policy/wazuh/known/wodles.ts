import { atoi, strtol } from "../read/cNumber";
import { CONTENT, policy } from "./policies";
import { DAY_OR_WEEKDAY, intervalIn, SCHEDULE } from "./schedule";
import { any, filled, oneOf, yesNo, type Accepts } from "./values";
import { AWS } from "./aws";
import { AZURE } from "./azure";
import { KEY_REQUEST } from "./enrolment";
import { names, yesNos, type Holder } from "./section";

const hash =
  (digits: number): Accepts =>
  (value) =>
    value.length === digits ? undefined : `write ${digits} hexadecimal digits`;

const seconds: Accepts = (value) => (atoi(value) > 0 ? undefined : "write seconds");

/** The first number of messages a second; 0 is no limit. */
const eps: Accepts = (value) =>
  /^(?:\s*\+?\d+)?$/.test(value) && Number(value) <= 1_000_000
    ? undefined
    : "write a number of 0 to 1000000";

const wodle = (elements: Record<string, Accepts>, more: Partial<Holder> = {}): Holder => ({
  unknown: "refused",
  elements,
  asks: [DAY_OR_WEEKDAY],
  ...more,
});

/** Elements of a `<wodle>` by its name; a module that is not here is none, or says by itself that it is outdated. */
export const WODLES: Readonly<Record<string, Holder>> = {
  "cis-cat": wodle(
    {
      ...SCHEDULE,
      ...names("content java_path ciscat_path"),
      ...yesNos("scan-on-start disabled"),
      ciscat_binary: oneOf("CIS-CAT.sh", "Assessor-CLI.sh"),
      timeout: seconds,
    },
    {
      attributes: { content: policy(undefined) },
      inner: {
        content: wodle({ ...names("profile path"), timeout: seconds }, { asks: CONTENT }),
      },
    },
  ),
  "open-scap": wodle(
    {
      ...SCHEDULE,
      ...names("content"),
      ...yesNos("scan-on-start disabled"),
      timeout: seconds,
    },
    {
      attributes: { content: policy(["path", "type"]) },
      inner: {
        content: wodle(
          {
            ...names("profile"),
            timeout: seconds,
            "xccdf-id": filled,
            "datastream-id": filled,
            cpe: filled,
            "oval-id": filled,
          },
          { asks: CONTENT },
        ),
      },
    },
  ),
  syscollector: wodle(
    {
      ...names("synchronization hotfixes"),
      interval: (value) => intervalIn(value, "smhd"),
      ...yesNos("network os hardware packages ports processes groups users services"),
      ...yesNos("browser_extensions scan_on_start disabled"),
    },
    {
      // config/wmodules-syscollector.c:213-241, v4.14.0
      since: {
        groups: "4.14.0",
        users: "4.14.0",
        services: "4.14.0",
        browser_extensions: "4.14.0",
      },
      attributes: {
        ports: {
          takes: { all: yesNo },
          unknown: "refused",
          wrongValue: "refused",
          firstOnly: true,
        },
      },
      inner: {
        synchronization: { elements: { max_eps: eps }, unknown: "ignored", wrongValue: "ignored" },
      },
    },
  ),
  command: wodle(
    {
      ...SCHEDULE,
      ...names("tag"),
      command: filled,
      timeout: (value) => {
        const { value: time, rest } = strtol(value);
        return rest === "" && time >= 0 ? undefined : "write seconds, digits only";
      },
      verify_md5: hash(32),
      verify_sha1: hash(40),
      verify_sha256: hash(64),
      ...yesNos("disabled ignore_output run_on_start skip_verification"),
    },
    { needed: ["command"], empty: "refused" },
  ),
  osquery: {
    unknown: "ignored",
    elements: {
      ...names("bin_path log_path config_path pack"),
      ...yesNos("disabled run_daemon add_labels"),
    },
    attributes: {
      pack: { takes: { name: any }, unknown: "ignored", wrongValue: "ignored", needed: ["name"] },
    },
  },
  "docker-listener": wodle({
    ...SCHEDULE,
    ...yesNos("run_on_start disabled"),
    attempts: (value) => (atoi(value) > 0 ? undefined : "write a number of at least 1"),
  }),
  "aws-s3": AWS,
  "aws-cloudtrail": AWS,
  "azure-logs": AZURE,
  "agent-key-polling": KEY_REQUEST,
};
