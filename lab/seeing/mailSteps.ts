import type { AlertInput } from "./alertInput";
import type { MailServer } from "./mailServer";

import { blockOfPage } from "./page";
import { until } from "./running";
import { documentOf, type Site } from "./site";
import { same, type Steps } from "./step";

/** A blocked address becomes a mail, and the mail says what happened. */
export async function mailSteps(
  steps: Steps,
  site: Site,
  server: MailServer,
  input: AlertInput,
): Promise<void> {
  await steps.step(
    "a mail says who was blocked where, by which rule, and where to look",
    async () => {
      const document = documentOf(site, {
        productionAddresses: ["203.0.113.11"],
        notification: { kind: "email", to: ["soc@example.org"] },
      });
      const { code, stderr, warnings } = await site.host.run(document);
      same("the end", { code, stderr, warnings }, { code: 0, stderr: "", warnings: [] });
      input.type(blockOfPage("echo '{").replace("203.0.113.10", "203.0.113.11"));
      const mail = await until(
        "the mail",
        () => Promise.resolve(server.mails.find((one) => one.includes("203.0.113.11"))),
        240,
      );
      console.log(mail.replaceAll(/^/gm, "      | "));
      for (const line of ["agent: test-1", "address: 203.0.113.11", "cause: 5763"]) {
        if (!mail.replaceAll("=\r\n", "").includes(line))
          throw new Error(`the mail does not say "${line}"`);
      }
    },
  );
}
