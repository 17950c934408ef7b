import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../processes/free-port.ts";
import { temporaryFolder } from "../processes/temporary-folder.ts";
import { startPeer, type PeerProcess } from "./peer-process.ts";

/** An alerting rule as Prometheus writes it. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface PrometheusOptions {
  /** What it scrapes every second, each as `host:port`. */
  readonly targets?: readonly string[];
  readonly rules?: readonly AlertingRule[];
  /** Where its alerts go: addresses that speak Alertmanager's API v2, a path before `/api/v2` included. */
  readonly alertmanagers?: readonly string[];
  /** After how long it says again that an alert still fires; Prometheus's own default is a minute. */
  readonly resendDelay?: string;
}

/** An alert as Prometheus's own API shows it. */
export interface PrometheusAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: "pending" | "firing";
}

export interface Prometheus extends PeerProcess {
  alerts(): Promise<readonly PrometheusAlert[]>;
}

/** Starts a real Prometheus that scrapes and judges its rules every second. */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  const folder = temporaryFolder("prometheus");
  const address = `127.0.0.1:${String(await freePort())}`;
  // JSON is YAML, and these files are YAML to Prometheus.
  writeFileSync(join(folder, "rules.yml"), JSON.stringify({ groups: [{ name: "rules", rules: options.rules ?? [] }] }));
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(configuration(options)));
  const args = [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    `--rules.alert.resend-delay=${options.resendDelay ?? "1m"}`,
  ];
  const peer = await startPeer("prometheus", args, `http://${address}`, folder);
  return { ...peer, alerts: () => readAlerts(peer.url) };
}

function configuration(options: PrometheusOptions) {
  return {
    global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" },
    rule_files: ["rules.yml"],
    scrape_configs: [{ job_name: "demo", static_configs: [{ targets: options.targets ?? [] }] }],
    alerting: { alertmanagers: (options.alertmanagers ?? []).map(describeAlertmanager) },
  };
}

function describeAlertmanager(address: string) {
  const { protocol, host, pathname } = new URL(address);
  return {
    scheme: protocol.slice(0, -1),
    path_prefix: pathname.replace(/\/$/, ""),
    api_version: "v2",
    static_configs: [{ targets: [host] }],
  };
}

async function readAlerts(url: string): Promise<readonly PrometheusAlert[]> {
  const answer = await fetch(`${url}/api/v1/alerts`);
  const { data } = (await answer.json()) as { data: { alerts: readonly PrometheusAlert[] } };
  return data.alerts;
}
