import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { forwardText } from "../../policy/services/logCollection/forward";
import type { GraylogApi } from "./graylogApi";
import { extractorOfPage } from "./page";
import { freePort, until, type Running } from "./running";

/** What the extractor puts before every field. */
export const PREFIX = "wazuh_";

/** The way of docs/seeing.md: alerts.json, rsyslog's imfile, TCP, a Raw input, its JSON extractor. */
export class AlertInput {
  private constructor(
    private readonly file: string,
    readonly id: string,
  ) {}

  static async start(api: GraylogApi, running: Running, folder: string): Promise<AlertInput> {
    const port = await freePort();
    const { id } = await api.must<{ id: string }>("POST", "/system/inputs", {
      title: "Wazuh alerts",
      type: "org.graylog2.inputs.raw.tcp.RawTCPInput",
      global: true,
      configuration: {
        bind_address: "127.0.0.1",
        port,
        recv_buffer_size: 1_048_576,
        number_worker_threads: 1,
        use_null_delimiter: false,
        max_message_size: 2_097_152,
        tls_enable: false,
        tcp_keepalive: false,
        charset_name: "UTF-8",
      },
    });
    await api.must("POST", `/system/inputs/${id}/extractors`, extractorOfPage());
    const file = join(folder, "alerts.json");
    writeFileSync(file, "");
    startRsyslog(running, folder, file, port);
    const input = new AlertInput(file, id);
    await until("an alert on its way", () => input.arrives(api), 120);
    return input;
  }

  /** Appends alerts to the file, as analysisd does. */
  write(alerts: readonly object[]): void {
    appendFileSync(this.file, alerts.map((alert) => `${JSON.stringify(alert)}\n`).join(""));
  }

  /** Runs what a page tells people to type to write an alert, on our own file. */
  type(command: string): void {
    execFileSync("sh", ["-c", command.replace("/var/ossec/logs/alerts/alerts.json", this.file)]);
  }

  /** A first line, until one is there: the input and rsyslog need their time. */
  private async arrives(api: GraylogApi): Promise<true | undefined> {
    this.write([{ first: "line" }]);
    return (await api.count(`_exists_:${PREFIX}first`)) > 0 ? true : undefined;
  }
}

function startRsyslog(running: Running, folder: string, file: string, port: number): void {
  const work = join(folder, "rsyslog");
  mkdirSync(work);
  const configuration = join(folder, "rsyslog.conf");
  writeFileSync(
    configuration,
    `global(workDirectory="${work}")\n${forwardText({ kind: "rsyslog", to: `127.0.0.1:${port}` }, file)}`,
  );
  const options = ["-n", "-f", configuration, "-i", join(work, "pid")];
  running.start("/usr/sbin/rsyslogd", options, join(folder, "rsyslog.log"));
}
