import { hash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { isInstalled, startAlertmanager } from "../fakes/peers/index.ts";
import { plainEnvironment, startChild, type Child } from "../fakes/processes/child.ts";
import { freePort } from "../fakes/processes/free-port.ts";
import { projectFolder } from "../fakes/processes/program.ts";
import { untilReady } from "../fakes/processes/readiness.ts";
import type { Post } from "./connections.ts";
import { openBenchmarkGround, type BenchmarkGround } from "./ground.ts";

const token = "benchmark-administrator-token";
const key = "benchmark-source-key";

/** Who takes alerts, and how they are sent there. */
export interface Side {
  name: string;
  port: number;
  post(alerts: BenchmarkAlert[]): Post;
  /** Holds its processes still while the other side has the machine, or lets them go on: Alertmanager goes on telling of all it was sent. */
  hold(isStill: boolean): void;
  stop(): Promise<unknown>;
}

export interface MusterSide extends Side {
  nodes: readonly Child[];
}

export interface BenchmarkAlert {
  labels: Record<string, string>;
}

/** One of a storm's alerts, as Prometheus makes them: twenty groups of each name. */
export function alertOf(number: number, storm = "Slow", service = "shop"): BenchmarkAlert {
  return {
    labels: { alertname: `${storm}${number % 20}`, service, severity: "critical", env: "prod", instance: `host-${number}.acme.example:9100`, job: "node" },
    ...{ annotations: { summary: `p99 of host ${number} above 2 s`, runbook_url: "https://runbooks.acme.example/slow" } },
    ...{ startsAt: "2026-11-21T09:00:00Z", generatorURL: "http://prometheus.acme.example/graph?g0.expr=slow" },
  };
}

export interface Heard {
  at: number;
  path: string;
}

export interface Listener {
  url: string;
  heard: Heard[];
  /** When the next request comes to an address. */
  next(path: string): Promise<number>;
  close(): void;
}

/** Hears the notifications of both sides and answers as ntfy does, which is well enough for a webhook too. */
export async function startListener(): Promise<Listener> {
  const heard: Heard[] = [];
  const waiting = new Map<string, (at: number) => void>();
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const one = { at: performance.now(), path: request.url ?? "" };
      heard.push(one);
      waiting.get(one.path)?.(one.at);
      response.end('{"id":"heard"}');
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, next: (path) => new Promise((resolve) => waiting.set(path, resolve)), close: () => void server.close(() => undefined).closeAllConnections() };
}

/** Conditions of the kinds that people write; the storm's alerts pass all of them by and are taken by the last route. */
const conditions = Array.from({ length: 49 }, (_, number) => [
  `labels.env == "staging-${number}"`,
  `labels.alertname == "Watchdog${number}" && severity == "info"`,
  `service.tier == 3 && labels.job.startsWith("batch-${number}")`,
  `labels.job.like("^(canary|loadtest)-${number}$") || source == "trial-${number}"`,
  `has(labels.namespace) && labels.namespace in ["dev-${number}", "test-${number}"]`,
][number % 5] ?? "");

/** Ana has the shop; each of the crowd is on call for a service of their own name. */
function configurationOf(listener: string, crowd: readonly string[]): object {
  const each = (entry: (id: string) => object) => Object.fromEntries(crowd.map((id) => [id, entry(id)]));
  const person = (id: string) => ({ name: id, email: `${id}@acme.example`, contacts: { push: { ntfy: `${listener}/${id}` } } });
  const policy = (id: string) => ({ steps: [{ page: [`person/${id}`], wait: "5m" }] });
  const service = (id: string) => ({ name: id, team: "shop", escalationPolicy: id });
  return {
    muster: 1,
    organization: { name: "Acme", timezone: "UTC" },
    people: { ana: person("ana"), ...each(person) },
    escalationPolicies: { shop: policy("ana"), ...each(policy) },
    teams: { shop: { name: "Shop", members: ["ana"] } },
    services: { shop: service("shop"), ...each(service) },
    sources: { prometheus: { kind: "alertmanager", key } },
    routes: [...conditions.map((when) => ({ when, then: { urgency: "low" } })), { then: { urgency: "high" } }],
  };
}

/** Silences and windows that hold now; none covers the storm's alerts. */
const silences = [
  ...Array.from({ length: 20 }, (_, number) => ({ kind: "silence", matchers: [{ name: "alertname", value: `Disk${number}`, isRegex: number % 2 === 0 }, { name: "env", value: "staging" }], recurrence: null })),
  ...Array.from({ length: 3 }, (_, number) => ({ kind: "maintenance", matchers: [{ name: "job", value: `backup-${number}` }], recurrence: { days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", to: "24:00", timezone: "Europe/Berlin" } })),
];

/** Asks a node something as its administrator. */
export async function ask(port: number, method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: JSON.stringify(body), headers: { authorization: `Bearer ${token}`, "content-type": "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

export interface Sides {
  ground: BenchmarkGround;
  listener: Listener;
  muster: MusterSide;
  peer: Side;
}

/** Sets both sides up over a ground of their own, where Alertmanager is installed, and takes them down again. */
export async function withSides(compare: (sides: Sides) => Promise<void>, crowd: readonly string[] = []): Promise<void> {
  if (!isInstalled("alertmanager")) return;
  const ground = await openBenchmarkGround();
  const listener = await startListener();
  const muster = await startMuster(ground.url, listener.url, crowd);
  const peer = await startPeer(listener.url);
  try {
    await compare({ ground, listener, muster, peer });
  } finally {
    await muster.stop();
    await peer.stop();
    listener.close();
    await ground.stop();
  }
}

/** What Node is given by `npm start`: its flags, the program and what it is to do. */
function asStarted(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as { scripts: { start: string } };
  return scripts.start.split(" ").slice(1);
}

/** Starts a node as `npm start` does, with more flags of Node where there are any. */
export async function startNode(url: string, flags: readonly string[] = []): Promise<{ child: Child; port: number }> {
  const port = await freePort();
  const env = { ...plainEnvironment(), NODE_ENV: "production", DATABASE_URL: url, MUSTER_PORT: String(port), MUSTER_ADMIN_TOKEN: token, MUSTER_SECRET: "s".repeat(32), MUSTER_ALLOW_NETWORKS: "127.0.0.0/8" };
  const child = await startChild(process.execPath, [...flags, ...asStarted()], { name: "Muster", env, folder: projectFolder });
  await untilReady(`http://127.0.0.1:${port}/readyz`, child, 30_000);
  return { child, port };
}

/** Alertmanager sends one with each alert. */
function fingerprintOf({ labels }: BenchmarkAlert): string {
  return hash("md5", `${labels["alertname"] ?? ""} ${labels["instance"] ?? ""}`).slice(0, 16);
}

/** Muster as two nodes with 50 routes, 20 silences and 3 windows; everything is sent to the first. */
async function startMuster(url: string, listener: string, crowd: readonly string[] = []): Promise<MusterSide> {
  const first = await startNode(url);
  await ask(first.port, "PUT", "/api/v1/config", configurationOf(listener, crowd));
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  for (const silence of silences) await ask(first.port, "POST", "/api/v1/silences", { ...silence, reason: "Work on it", endsAt });
  const second = await startNode(url);
  const nodes = [first.child, second.child];
  const post = (alerts: BenchmarkAlert[]) => ({ path: `/intake/prometheus/${key}`, body: JSON.stringify({ version: "4", status: "firing", receiver: "muster", alerts: alerts.map((alert) => ({ status: "firing", fingerprint: fingerprintOf(alert), ...alert })) }) });
  const hold = (isStill: boolean) => nodes.forEach((node) => node.signal(isStill ? "SIGSTOP" : "SIGCONT"));
  return { name: "Muster", port: first.port, post, nodes, hold, stop: () => Promise.all(nodes.map((node) => node.end())) };
}

/** Alertmanager as Debian ships it, with nothing to hold back. */
async function startPeer(listener: string): Promise<Side> {
  const peer = await startAlertmanager({ webhookUrl: `${listener}/webhook` });
  return { name: "Alertmanager", port: Number(new URL(peer.url).port), post: (alerts) => ({ path: "/api/v2/alerts", body: JSON.stringify(alerts) }), hold: (isStill) => void process.kill(peer.pid, isStill ? "SIGSTOP" : "SIGCONT"), stop: () => peer.stop() };
}
