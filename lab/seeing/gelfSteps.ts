import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Hook } from "./hook";

import { blockOfPage } from "./page";
import { freePort, until } from "./running";
import { alertsOf, blockLine, decisionLine } from "./sampleAlerts";
import { documentOf, type Site } from "./site";
import { same, type Steps } from "./step";

const ADDRESS = "203.0.113.12";

/** The other way of docs/seeing.md: GELF over HTTP, by the script that the page gives, run as wazuh-integratord runs it. */
export async function gelfSteps(
  steps: Steps,
  site: Site,
  hook: Hook,
  folder: string,
): Promise<void> {
  await steps.step(
    "GELF over HTTP: the hook is called for a block and for a decision",
    async () => {
      const url = await gelfInput(site);
      const document = documentOf(site, { productionAddresses: [ADDRESS], fields: {} });
      const { code, stderr } = await site.host.run(document);
      same("the end", { code, stderr }, { code: 0, stderr: "" });
      const send = sender(folder, url);
      const alerts = alertsOf([
        blockLine("gelf-1", ADDRESS, 5712),
        decisionLine("gelf-1", "guarded-block-ip", "failed", "198.51.100.9"),
      ]);
      for (const alert of alerts) {
        await until(
          "the input",
          () => {
            send(alert);
            return Promise.resolve(true);
          },
          60,
        );
      }
      const fields = (title: string): Promise<Readonly<Record<string, string>>> =>
        until(
          title,
          () =>
            Promise.resolve(
              hook.calls.find(
                (one) =>
                  one.event_definition_title === `Active response: ${title}` &&
                  one.event.fields["agent"] === "gelf-1",
              )?.event.fields,
            ),
          240,
        );
      const block = await fields("a production address was blocked");
      same("address, cause", [block["address"], block["cause"]], [ADDRESS, "5712"]);
      const failure = await fields("a response failed or was stopped");
      const { decision, subject, origin } = failure;
      same("failure", [decision, subject, origin], ["failed", "198.51.100.9", "guarded-block-ip"]);
    },
  );
}

/** A GELF HTTP input, as its page makes it. @returns what the page calls hook_url. */
async function gelfInput({ api }: Site): Promise<string> {
  const port = await freePort();
  await api.must("POST", "/system/inputs", {
    title: "Wazuh alerts by GELF",
    type: "org.graylog2.inputs.gelf.http.GELFHttpInput",
    global: true,
    configuration: {
      bind_address: "127.0.0.1",
      port,
      recv_buffer_size: 1_048_576,
      number_worker_threads: 1,
      max_chunk_size: 65_536,
      idle_writer_timeout: 60,
      enable_cors: false,
      enable_bulk_receiving: false,
      tls_enable: false,
      tcp_keepalive: false,
      decompress_size_limit: 8_388_608,
      charset_name: "UTF-8",
    },
  });
  return `http://127.0.0.1:${port}/gelf`;
}

/** The script of the page with the arguments of wazuh-integratord: file, key, hook_url (os_integrator/integrator.c:432, v4.14.7). */
function sender(folder: string, url: string): (alert: object) => void {
  const script = join(folder, "custom-graylog");
  const file = join(folder, "custom-graylog-1-1.alert");
  writeFileSync(script, blockOfPage("#!/bin/sh\n# Sends one alert to Graylog."), { mode: 0o750 });
  return (alert) => {
    writeFileSync(file, `${JSON.stringify(alert)}\n`);
    execFileSync(script, [file, "", url, ""], { stdio: ["ignore", "ignore", "pipe"] });
  };
}
