import { attributeOf } from "../read/node";
import type { Around, Ask } from "./ask";
import { DAY_OR_WEEKDAY, SCHEDULE } from "./schedule";
import { oneOf, yesNo } from "./values";
import { filleds, names, refusing, typed, yesNos, type Holder } from "./section";

const AWS_COMMON =
  "access_key secret_key aws_profile aws_account_alias iam_role_arn iam_role_duration only_logs_after regions " +
  "discard_regex sts_endpoint service_endpoint";

const BUCKETS =
  "cloudtrail config custom guardduty vpcflow cisco_umbrella waf alb clb nlb server_access".split(
    " ",
  );

const STOP = "wazuh-modulesd does not start";

const typeOf = ({ holder }: Around): string | undefined => attributeOf(holder, "type");

/** What `<discard_regex>` filters by must be named; security_lake has none. */
const FILTER: Ask = {
  of: "discard_regex",
  wrong: (filter, around) =>
    !["security_lake", "cloudwatchlogs"].includes(typeOf(around) ?? "") &&
    filter.content !== "" &&
    (attributeOf(filter, "field") ?? "") === "",
  reason: `names no field; ${STOP}`,
  instead: 'write <discard_regex field="...">',
};
const NO_FILTER: Ask = {
  of: "discard_regex",
  wrong: (_, around) => typeOf(around) === "security_lake",
  reason: `is not allowed for security_lake; ${STOP}`,
  instead: "remove it",
};

/** `<wodle name="aws-s3">`. */
export const AWS: Holder = refusing(
  {
    ...SCHEDULE,
    ...yesNos("disabled run_on_start skip_on_error remove_from_bucket"),
    ...names("access_key secret_key bucket service subscriber"),
  },
  {
    empty: "refused",
    oneOf: ["bucket", "service", "subscriber"],
    asks: [
      DAY_OR_WEEKDAY,
      {
        of: "bucket",
        wrong: ({ attributes, content }) => attributes.length === 0 && content === "",
        reason: `has no type; ${STOP}`,
        instead: 'write <bucket type="...">',
      },
    ],
    attributes: {
      // One without attributes is the older form: a name.
      bucket: {
        takes: { type: oneOf(...BUCKETS) },
        unknown: "refused",
        wrongValue: "refused",
        firstOnly: true,
        ifFilled: true,
      },
      service: typed("inspector", "cloudwatchlogs"),
      subscriber: typed("security_lake", "buckets", "security_hub"),
    },
    inner: {
      bucket: refusing(
        {
          ...names(AWS_COMMON),
          ...names("path path_suffix"),
          ...filleds("name aws_organization_id aws_account_id"),
          remove_from_bucket: yesNo,
        },
        { asks: [FILTER, NO_FILTER] },
      ),
      service: refusing(
        {
          ...names(AWS_COMMON),
          ...filleds("aws_account_id aws_log_groups"),
          remove_log_streams: yesNo,
        },
        { asks: [FILTER, NO_FILTER] },
      ),
      subscriber: refusing(
        {
          ...filleds("sqs_name external_id iam_role_arn"),
          ...names("iam_role_duration sts_endpoint service_endpoint aws_profile discard_regex"),
        },
        { asks: [NO_FILTER] },
      ),
    },
  },
);
