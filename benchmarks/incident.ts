import { connect, type Socket } from "node:net";
import { changeIncidents } from "../server/features/incidents/index.ts";
import { ensureAdminToken } from "../server/features/access/index.ts";
import { openDatabase } from "../server/platform/database/database.ts";
import { prepareContent } from "../server/platform/event-log/content.ts";
import { createHttpServer } from "../server/platform/http/server.ts";
import { createNode, type Node } from "../server/start/node.ts";
import { addRoutes } from "../server/start/routes.ts";
import { muster } from "../server/values/actor.ts";
import { loadNow, openBenchmarkGround, percentile } from "./ground.ts";

const token = "benchmark-token-of-the-administrator";
const publicUrl = "http://127.0.0.1:4600";
const entries = 10_000;
const atOnce = 200;
const rounds = 5;

interface Product {
  url: string;
  node: Node;
  stop(): Promise<void>;
}

async function startProduct(databaseUrl: string): Promise<Product> {
  const log = (problem: string, error: unknown) => console.error(problem, error);
  const node = createNode({ databaseUrl, publicUrl, secret: "s".repeat(32), messengers: {}, log });
  const app = await createHttpServer({ publicUrl, version: "0.0.0", logger: false });
  addRoutes(app, node, { publicUrl, smtpUrl: null, databaseUrl });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  node.start();
  return {
    url,
    node,
    async stop() {
      app.server.closeAllConnections();
      await app.close();
      await node.stop();
    },
  };
}

async function call<Answer>(url: string, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(url + path, { method, headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

const declare = (url: string, title: string) => call<{ ref: string; id: string }>(url, "POST", "/api/v1/incidents", { title });

/** Fills a room with notes, in sets. */
async function fill({ node }: Product, incidentId: string, many: number): Promise<void> {
  for (let written = 0; written < many; written += 500) {
    await node.database.transaction((tx) =>
      changeIncidents(tx, Array.from({ length: 500 }, (_, index) => {
        const text = prepareContent(`Line ${written + index}: the pool is at ${(index * 7) % 100} %.`);
        return { incidentId, actor: muster, texts: [text], command: { kind: "note", text: text.reference, replyTo: null } } as const;
      })),
    );
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const notesAtOnce = (url: string, ref: string) =>
  timed(() => Promise.all(Array.from({ length: atOnce }, (_, index) => call(url, "POST", `/api/v1/incidents/${ref}/notes`, { text: `At once ${index}` }))));

async function openRoom(url: string, ref: string): Promise<void> {
  await Promise.all([call(url, "GET", `/api/v1/incidents/${ref}`), call(url, "GET", `/api/v1/incidents/${ref}/timeline?limit=500`)]);
}

/** One who follows the stream; tells when words came. */
class Viewer {
  private readonly socket: Socket;
  private heard: ((at: number) => void) | null = null;
  private words = "";

  constructor(url: string) {
    const { port } = new URL(url);
    this.socket = connect(Number(port), "127.0.0.1");
    this.socket.setEncoding("utf8").on("data", (data) => {
      if (this.words !== "" && String(data).includes(this.words)) this.heard?.(performance.now());
    });
    this.socket.write(`GET /api/v1/stream HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`);
  }

  ready(): Promise<void> {
    return new Promise((resolve) => this.socket.once("data", () => resolve()));
  }

  hears(words: string): Promise<number> {
    this.words = words;
    return new Promise((resolve) => (this.heard = resolve));
  }

  close(): void {
    this.socket.destroy();
  }
}

/** How late an event is on the screens of many, in milliseconds after it was sent to the server. */
async function lateness(url: string, ref: string, id: string, many: number): Promise<number[]> {
  const viewers: Viewer[] = [];
  for (let opened = 0; opened < many; opened += 50) {
    const more = Array.from({ length: Math.min(50, many - opened) }, () => new Viewer(url));
    await Promise.all(more.map((viewer) => viewer.ready()));
    viewers.push(...more);
  }
  const late: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const heard = Promise.all(viewers.map((viewer) => viewer.hears(`incident/${id}`)));
    const begin = performance.now();
    await call(url, "POST", `/api/v1/incidents/${ref}/notes`, { text: "Seen by everybody" });
    late.push(...(await heard).map((at) => at - begin));
  }
  for (const viewer of viewers) viewer.close();
  return late;
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const spread = (values: readonly number[]) => `${ms(percentile(values, 50))} (p50), ${ms(percentile(values, 99))} (p99)`;

const ground = await openBenchmarkGround();
const begun = openDatabase({ url: ground.url });
await begun.transaction(async (tx) => {
  await tx.run("insert into person (id, name, email, place) values ('ana', 'Ana', 'ana@acme.example', 1)");
  await ensureAdminToken(tx, token);
});
await begun.close();
const product = await startProduct(ground.url);
try {
  const full = await declare(product.url, "A long night");
  await fill(product, full.id, entries);
  const fresh = await declare(product.url, "Just begun");
  console.log(`an incident with ${entries} entries, and one with none; ${loadNow()}`);
  const [many, few, rooms]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    many.push(await notesAtOnce(product.url, full.ref));
    few.push(await notesAtOnce(product.url, fresh.ref));
    rooms.push(await timed(() => openRoom(product.url, full.ref)));
  }
  console.log(`${atOnce} notes at once: ${ms(percentile(many, 50))} in the full one, ${ms(percentile(few, 50))} in the fresh one (median of ${rounds} rounds in turn)`);
  console.log(`its room and newest 500 entries, read at once: ${ms(percentile(rooms, 50))}`);
  const [ten, thousand] = [await lateness(product.url, fresh.ref, fresh.id, 10), await lateness(product.url, fresh.ref, fresh.id, 1_000)];
  console.log(`an event on the screens of 10 viewers: ${spread(ten)}; of 1,000: ${spread(thousand)}`);
  console.log(loadNow());
  console.log(`ratio, full to fresh incident: ${(percentile(many, 50) / percentile(few, 50)).toFixed(2)}x; 1,000 viewers to 10, p99: ${(percentile(thousand, 99) / percentile(ten, 99)).toFixed(1)}x`);
} finally {
  await product.stop();
  await ground.stop();
}
