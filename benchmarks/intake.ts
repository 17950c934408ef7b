import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { isInstalled, startAlertmanager } from "../fakes/peers/index.ts";
import { plainEnvironment, startChild } from "../fakes/processes/child.ts";
import { freePort } from "../fakes/processes/free-port.ts";
import { projectFolder } from "../fakes/processes/program.ts";
import { untilReady } from "../fakes/processes/readiness.ts";
import { pour, type Post } from "./connections.ts";
import { loadNow, median, openBenchmarkGround, type BenchmarkGround } from "./ground.ts";

const batches = [1, 10, 100, 1_000];
const mostRounds = 5;
const mostInFlight = 32;
/** No more alerts than these are on their way at once, so that a slot ends soon after its time. */
const mostAlertsInFlight = 8_000;
const slotMilliseconds = 1_200;
/** On a busy machine there are fewer rounds, so that the whole stays below a minute and a half. */
const batchMilliseconds = 12_000;
const token = "benchmark-administrator-token";
const key = "benchmark-source-key";

/** Twenty groups on both sides; each side tells somebody about each of them. */
function labelsOf(number: number) {
  return { alertname: `Slow${number % 20}`, service: "shop", severity: "critical", env: "prod", instance: `host-${number}.acme.example:9100`, job: "node" };
}

function alertOf(number: number) {
  return {
    labels: labelsOf(number),
    annotations: { summary: `p99 of host ${number} above 2 s`, runbook_url: "https://runbooks.acme.example/slow" },
    startsAt: "2026-11-21T09:00:00Z",
    generatorURL: "http://prometheus.acme.example/graph?g0.expr=slow",
  };
}

interface Side {
  name: string;
  port: number;
  post(alerts: object[]): Post;
}

/** Hears the notifications of both sides and answers as ntfy does, which is well enough for a webhook too. */
async function startListener(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => void request.resume().on("end", () => response.end('{"id":"heard"}')));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close(() => undefined).closeAllConnections() };
}

function configurationOf(listener: string): object {
  return {
    muster: 1,
    organization: { name: "Acme", timezone: "UTC" },
    people: { ana: { name: "Ana", email: "ana@acme.example", contacts: { push: { ntfy: `${listener}/ana` } } } },
    escalationPolicies: { shop: { steps: [{ page: ["person/ana"], wait: "5m" }] } },
    teams: { shop: { name: "Shop", members: ["ana"] } },
    services: { shop: { name: "Shop", team: "shop", escalationPolicy: "shop" } },
    sources: { prometheus: { kind: "alertmanager", key } },
    routes: [{ then: { urgency: "high" } }],
  };
}

async function startMuster(ground: BenchmarkGround, listener: string): Promise<Side & { stop: () => Promise<unknown> }> {
  const port = await freePort();
  const env = { ...plainEnvironment(), NODE_ENV: "production", DATABASE_URL: ground.url, MUSTER_PORT: String(port), MUSTER_ADMIN_TOKEN: token, MUSTER_SECRET: "s".repeat(32), MUSTER_ALLOW_NETWORKS: "127.0.0.0/8" };
  const child = await startChild(process.execPath, ["--import", "tsx", "cli/muster.ts", "serve"], { name: "Muster", env, folder: projectFolder });
  await untilReady(`http://127.0.0.1:${port}/readyz`, child, 30_000);
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/config`, {
    method: "PUT",
    body: JSON.stringify(configurationOf(listener)),
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  });
  if (!answer.ok) throw new Error(await answer.text());
  const post = (alerts: object[]) => ({ path: `/intake/prometheus/${key}`, body: JSON.stringify({ version: "4", status: "firing", receiver: "muster", alerts: alerts.map((alert) => ({ status: "firing", ...alert })) }) });
  return { name: "Muster", port, post, stop: () => child.end() };
}

async function startPeer(listener: string): Promise<Side & { stop: () => Promise<unknown> }> {
  const peer = await startAlertmanager({ webhookUrl: `${listener}/webhook` });
  return { name: "Alertmanager", port: Number(new URL(peer.url).port), post: (alerts) => ({ path: "/api/v2/alerts", body: JSON.stringify(alerts) }), stop: () => peer.stop() };
}

let sent = 0;
const accepted = new Map<string, number>();

async function alertsPerSecond(side: Side, batch: number): Promise<number> {
  const inFlight = Math.min(mostInFlight, mostAlertsInFlight / batch);
  const next = () => side.post(Array.from({ length: batch }, () => alertOf(sent++)));
  const { answered, milliseconds } = await pour(side.port, inFlight, slotMilliseconds, next);
  accepted.set(side.name, (accepted.get(side.name) ?? 0) + answered * batch);
  return (answered * batch * 1_000) / milliseconds;
}

async function compare(batch: number, muster: Side, peer: Side): Promise<string> {
  const pairs: { ours: number; theirs: number }[] = [];
  const ends = performance.now() + batchMilliseconds;
  while (pairs.length < mostRounds && (pairs.length === 0 || performance.now() < ends)) pairs.push({ ours: await alertsPerSecond(muster, batch), theirs: await alertsPerSecond(peer, batch) });
  const [ours, theirs, ratio] = [median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.theirs)), median(pairs.map((pair) => pair.ours / pair.theirs))];
  console.log(`batch ${batch}, ${pairs.length} rounds: Muster ${ours.toFixed(0)} alerts/s, Alertmanager ${theirs.toFixed(0)} alerts/s, ${ratio.toFixed(2)}x`);
  return `${ratio.toFixed(2)}x at ${batch}`;
}

async function run(): Promise<void> {
  const ground = await openBenchmarkGround();
  const listener = await startListener();
  const muster = await startMuster(ground, listener.url);
  const peer = await startPeer(listener.url);
  try {
    console.log(`distinct alerts, ${mostInFlight} requests in flight (8 of 1000), median of rounds in turn; ${loadNow()}`);
    for (const side of [muster, peer]) await alertsPerSecond(side, 10);
    const ratios: string[] = [];
    for (const batch of batches) ratios.push(await compare(batch, muster, peer));
    const stored = await ground.database.transaction((tx) => tx.first<{ count: number }>("select count(*) as count from alert"));
    if (!stored || stored.count !== accepted.get("Muster")) throw new Error(`${accepted.get("Muster")} alerts were accepted and ${stored?.count} are stored.`);
    console.log(`all ${stored.count} accepted alerts are stored; ${loadNow()}`);
    console.log(`ratio, Muster to Alertmanager: ${ratios.join(", ")}`);
  } finally {
    await muster.stop();
    await peer.stop();
    listener.close();
    await ground.stop();
  }
}

if (isInstalled("alertmanager")) await run();
