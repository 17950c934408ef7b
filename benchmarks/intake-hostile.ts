import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Child } from "../fakes/processes/child.ts";
import { mutate } from "../server/platform/testing/mutate.ts";
import { loadNow, openBenchmarkGround, percentile } from "./ground.ts";
import { ask, startNode } from "./intake-sides.ts";

const many = 100_000;
/** Sent before memory is looked at first: what is made once is not what grows. */
const warm = 10_000;
const inFlight = 16;
const canaryEvery = 50;
const mostSlow = 40;

interface Kind {
  kind: string;
  preset?: string;
  body: unknown;
  headers?: Record<string, string>;
}

const alert = { status: "firing", labels: { alertname: "DiskFull", severity: "critical", instance: "web-1" }, annotations: { summary: "Disk is full", runbook_url: "https://runbooks.acme.example/disk" }, startsAt: "2026-11-21T09:00:00Z", endsAt: "0001-01-01T00:00:00Z", generatorURL: "https://prometheus.acme.example/graph", fingerprint: "0123456789abcdef" };

const kinds: readonly Kind[] = [
  { kind: "alertmanager", body: { version: "4", status: "firing", receiver: "muster", groupLabels: {}, externalURL: "https://alerts.acme.example", alerts: [alert, { ...alert, status: "resolved" }] } },
  { kind: "grafana", body: { receiver: "muster", status: "firing", orgId: 1, title: "[FIRING:1] Slow", state: "alerting", alerts: [{ ...alert, values: { A: 1.5 }, dashboardURL: "https://grafana.acme.example/d/1", silenceURL: "https://grafana.acme.example/s" }] } },
  { kind: "pagerduty-events-v2", body: { event_action: "trigger", dedup_key: "disk", payload: { summary: "Disk is full", source: "web-1", severity: "error", timestamp: "2026-11-21T09:00:00Z", custom_details: { free: "1 %" } }, links: [{ href: "https://acme.example", text: "More" }] } },
  { kind: "opsgenie", body: { message: "Disk is full", alias: "disk", priority: "P1", tags: ["db"], details: { host: "web-1" } } },
  { kind: "sentry", body: { action: "created", data: { issue: { id: "1", title: "TypeError", level: "error", permalink: "https://sentry.acme.example/1", culprit: "app" } } }, headers: { "sentry-hook-resource": "issue" } },
  { kind: "cloudwatch", body: { Type: "Notification", MessageId: "1", TopicArn: "arn:aws:sns:eu-west-1:1:t", Message: '{"AlarmName":"CPU","NewStateValue":"ALARM"}', Timestamp: "2026-11-21T09:00:00Z", SigningCertURL: "https://sns.eu-west-1.amazonaws.example/x.pem" } },
  { kind: "github", body: { action: "created", alert: { number: 1, state: "open", rule: { severity: "error", description: "Injection" }, html_url: "https://github.com/acme/shop/security/1" }, repository: { full_name: "acme/shop" } }, headers: { "x-github-event": "code_scanning_alert" } },
  { kind: "cloudevents", body: { specversion: "1.0", type: "com.acme.alert", source: "/web", id: "1", data: { title: "Disk is full", severity: "critical" } }, headers: { "content-type": "application/cloudevents+json" } },
  { kind: "heartbeat", body: { at: "2026-11-21T09:00:00Z" } },
  { kind: "json", body: { title: "Disk is full", key: "disk", severity: "critical", labels: { host: "web-1" }, links: ["https://acme.example"] } },
  { kind: "mapped", preset: "datadog", body: { title: "[Triggered] CPU is high", body: "above 90", alert_id: "1", alert_transition: "Triggered", alert_type: "error", date: 1795248131000, tags: "service:shop", link: "https://app.datadoghq.example/1" } },
  { kind: "mapped", preset: "zabbix", body: { event_id: "1", event_name: "Disk is full", event_severity: "High", event_value: "1", host_name: "web-1", event_time: "09:00:00", event_date: "2026.11.21" } },
  { kind: "mapped", body: { monitor: { name: "Checkout", url: "https://shop.acme.example" }, state: "down", level: 3, when: 1795248131 } },
];

const idOf = (place: number) => `hostile-${place}`;
/** As PagerDuty writes its keys, which are the shortest. */
const keyOf = (place: number) => `keyofahostilesource${String.fromCharCode(97 + place)}`.padEnd(32, "0");
const canaryKey = "key-of-the-canary-0123456789abcdef";

const configuration = {
  muster: 1,
  organization: { name: "Acme", timezone: "UTC" },
  sources: {
    canary: { kind: "json", key: canaryKey },
    ...Object.fromEntries(kinds.map(({ kind, preset }, place) => [idOf(place), { kind, key: keyOf(place), ...(preset && { preset }), ...(kind === "heartbeat" && { every: "1m" }) }])),
  },
  routes: [{ then: { urgency: "none" } }],
};

const odd = ['"\\u0000"', '"\\ud800"', "1e999", "-0", "9007199254740993", '{"a":1,"a":2}', '{"__proto__":{"x":1}}', `"${"x".repeat(3_000)}"`, "[[[[[[[[1]]]]]]]]", '"javascript:alert(1)"', "null", "NaN", "'"];
const bomb = gzipSync(Buffer.alloc(20_000_000));

interface Delivery {
  place: number;
  body: Buffer;
  headers: Record<string, string>;
}

/** The same number makes the same delivery. */
function deliveryOf(number: number): Delivery {
  const place = number % kinds.length;
  const { kind, body, headers = {} } = kinds[place] ?? { kind: "json", body: {} };
  const own = kind === "pagerduty-events-v2" ? { ...(body as object), routing_key: keyOf(place) } : body;
  const changed = JSON.stringify(mutate(mutate(own, number), number * 7));
  const plain = { place, body: Buffer.from(changed), headers: { "content-type": "application/json", ...headers } };
  switch (Math.floor(number / kinds.length) % 8) {
    case 1:
      return { ...plain, body: Buffer.from(changed.replace(/:("[^"]*"|-?[\d.]+|null|true)/, `:${odd[number % odd.length] ?? "null"}`)) };
    case 2:
      return { ...plain, body: spoil(plain.body, number) };
    case 3:
      return { ...plain, headers: { ...plain.headers, "content-type": ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense"][number % 4] ?? "" } };
    case 4:
      return number % 50 === 0 ? { ...plain, body: bomb, headers: { ...plain.headers, "content-encoding": "gzip" } } : plain;
    case 5:
      return { ...plain, body: Buffer.from(odd[number % odd.length] ?? "") };
    default:
      return plain;
  }
}

function spoil(body: Buffer, number: number): Buffer {
  const spoiled = Buffer.from(body);
  for (const step of [3, 17, 101]) spoiled[(number * step) % spoiled.length] = [0xff, 0x00, 0xc3, 0x5c, 0x22][(number + step) % 5] ?? 0;
  return spoiled;
}

const agent = new Agent({ keepAlive: true, maxSockets: inFlight + 4 });

function post(port: number, path: string, { body, headers }: Pick<Delivery, "body" | "headers">): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", method: "POST", path, agent, headers: { ...headers, "content-length": body.length } }, (answer) => answer.resume().on("end", () => resolve(answer.statusCode ?? 0)));
    sent.on("error", reject).end(body);
  });
}

/** Begins a body and goes on by a byte a second, or leaves. */
function trickle(port: number, number: number): void {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => undefined).write(`POST /intake/${idOf(0)}/${keyOf(0)} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`);
  const timer = setInterval(() => socket.write(" "), 1_000);
  const leave = setTimeout(() => socket.destroy(), 2_000 + (number % 7) * 3_000);
  socket.on("close", () => {
    clearInterval(timer);
    clearTimeout(leave);
  });
}

const reportMemory = 'data:text/javascript,process.on("SIGUSR2",()=>{gc();gc();const{heapUsed,external}=process.memoryUsage();console.log(`memory ${heapUsed+external}`)})';

async function memoryOf(child: Child): Promise<number> {
  const seen = child.lines.items.length;
  child.signal("SIGUSR2");
  const line = await child.lines.waitFor((text, all) => text.startsWith("memory ") && all.lastIndexOf(text) >= seen, 10_000, () => "It did not say how much memory it uses.");
  return Number(line.slice("memory ".length));
}

/** Sends deliveries one after another, so many at once, and counts how they are answered; a fault ends it. */
function createSenders(port: number) {
  const answers = new Map<number, number>();
  let next = 0;
  let slow = 0;
  const send = async (until: number) => {
    while (next < until) {
      const number = next;
      next += 1;
      if (number % 500 === 0 && slow < mostSlow) trickle(port, (slow += 1));
      const delivery = deliveryOf(number);
      const path = kinds[delivery.place]?.kind === "pagerduty-events-v2" ? "/v2/enqueue" : `/intake/${idOf(delivery.place)}/${keyOf(delivery.place)}`;
      const status = await post(port, path, delivery);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status >= 500) throw new Error(`Delivery ${number} was answered ${status}: ${delivery.body.toString().slice(0, 300)}`);
    }
  };
  return { answers, sendUntil: (until: number) => Promise.all(Array.from({ length: inFlight }, () => send(until))) };
}

/** Sends a good alert again and again; gives how long each took once it is stopped. */
function startCanary(port: number): () => Promise<number[]> {
  const latencies: number[] = [];
  let isOver = false;
  const singing = (async () => {
    for (let sung = 0; !isOver; sung += 1) {
      const at = performance.now();
      const status = await post(port, `/intake/canary/${canaryKey}`, { body: Buffer.from(JSON.stringify({ title: "The canary sings", key: `c${sung % 100}` })), headers: { "content-type": "application/json" } });
      if (status !== 202) throw new Error(`The canary was answered ${status}.`);
      latencies.push(performance.now() - at);
      await pause(canaryEvery);
    }
  })();
  return async () => {
    isOver = true;
    await singing;
    return latencies;
  };
}

async function run(): Promise<void> {
  const ground = await openBenchmarkGround();
  const { child, port } = await startNode(ground.url, ["--expose-gc", "--import", reportMemory]);
  try {
    await ask(port, "PUT", "/api/v1/config", configuration);
    console.log(`${many} hostile deliveries over ${kinds.length} kinds of sources, ${inFlight} in flight; ${loadNow()}`);
    const { answers, sendUntil } = createSenders(port);
    await sendUntil(warm);
    const before = await memoryOf(child);
    const stopCanary = startCanary(port);
    await sendUntil(many);
    const latencies = await stopCanary();
    // What was being read, and the slow ones, are over by then.
    await pause(20_000);
    const grown = (await memoryOf(child)) - before;
    console.log(`answered ${[...answers].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`).join(", ")}`);
    console.log(`memory after collecting garbage: ${(before / 1_048_576).toFixed(1)} MB before, ${(grown / 1_048_576).toFixed(1)} MB more after`);
    console.log(`a canary among them, ${latencies.length} times: p50 ${percentile(latencies, 50).toFixed(0)} ms, p99 ${percentile(latencies, 99).toFixed(0)} ms, max ${Math.max(...latencies).toFixed(0)} ms; ${loadNow()}`);
  } finally {
    agent.destroy();
    await child.end();
    await ground.stop();
  }
}

await run();
