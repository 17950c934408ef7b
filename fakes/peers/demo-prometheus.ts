import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { startPrometheus, type Prometheus, type PrometheusAlert, type PrometheusOptions } from "./prometheus.ts";

/** What the demonstration alert is about; its labels in Prometheus. */
export interface DemoLabels {
  readonly service: string;
  readonly severity: string;
  readonly env: string;
}

/** A real Prometheus whose alert fires and resolves when the test says so. */
export interface DemoPrometheus {
  readonly prometheus: Prometheus;
  /** Resolves once Prometheus itself shows the alert firing; sending it on is Prometheus's own next step. */
  fire(labels: DemoLabels): Promise<void>;
  /** Resolves once Prometheus no longer shows the alert. */
  resolve(labels: DemoLabels): Promise<void>;
  stop(): Promise<void>;
}

/** The name under which the demonstration alert arrives. */
export const DEMO_ALERT_NAME = "MusterDemoDown";

const rule = {
  alert: DEMO_ALERT_NAME,
  expr: "muster_demo_down == 1",
  for: "0s",
  annotations: { summary: "{{ $labels.service }} is down in {{ $labels.env }}" },
};

/** Starts a Prometheus that scrapes a metric of ours and alerts while it is 1. */
export async function startDemoPrometheus(
  options: Pick<PrometheusOptions, "alertmanagers" | "resendDelay">,
): Promise<DemoPrometheus> {
  const gauges = new Map<string, 0 | 1>();
  const exporter = await serveMetrics(gauges);
  const { port } = exporter.address() as AddressInfo;
  const prometheus = await startPrometheus({ ...options, targets: [`127.0.0.1:${String(port)}`], rules: [rule] });
  return {
    prometheus,
    fire: async (labels) => {
      gauges.set(seriesOf(labels), 1);
      await until(prometheus, (alerts) => alerts.some((alert) => alert.state === "firing" && isAbout(alert, labels)));
    },
    resolve: async (labels) => {
      gauges.set(seriesOf(labels), 0);
      await until(prometheus, (alerts) => !alerts.some((alert) => isAbout(alert, labels)));
    },
    stop: async () => {
      await prometheus.stop();
      exporter.close();
    },
  };
}

async function serveMetrics(gauges: ReadonlyMap<string, 0 | 1>): Promise<Server> {
  const server = createServer((_request, response) => {
    const lines = [...gauges].map(([series, value]) => `${series} ${String(value)}\n`);
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(lines.join(""));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function seriesOf({ service, severity, env }: DemoLabels): string {
  const labels = Object.entries({ service, severity, env }).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `muster_demo_down{${labels.join(",")}}`;
}

function isAbout(alert: PrometheusAlert, labels: DemoLabels): boolean {
  return Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
}

// Prometheus announces nothing: its API has to be asked.
async function until(prometheus: Prometheus, holds: (alerts: readonly PrometheusAlert[]) => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds(await prometheus.alerts())) {
    if (Date.now() > deadline) throw new Error("Prometheus did not change its alerts within 15 s.");
    await pause(100);
  }
}
