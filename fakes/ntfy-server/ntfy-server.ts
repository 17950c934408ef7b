import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openJournal } from "../journal.ts";
import { removeTemporaryFolder, temporaryFolder } from "../processes/temporary-folder.ts";
import { WatchedList } from "../watched-list.ts";
import type { NtfyBehaviour, NtfyEntry, NtfyMessage } from "./ntfy-entry.ts";
import { decodeHeaders, readMessage } from "./read-message.ts";

/** A server that speaks ntfy's HTTP API (https://docs.ntfy.sh/publish/) and writes down what came. */
export interface NtfyServer {
  readonly port: number;
  /** Where topics are, e.g. `http://127.0.0.1:2586`. */
  readonly url: string;
  readonly journalPath: string;
  messages(): readonly NtfyMessage[];
  entries(): readonly NtfyEntry[];
  /** Switches what happens to messages from now on. */
  behave(behaviour: NtfyBehaviour): void;
  /** The first journal entry, already here or yet to come, that fits. */
  waitForEntry(fits: (entry: NtfyEntry) => boolean, timeoutMs?: number): Promise<NtfyEntry>;
  close(): Promise<void>;
}

export interface NtfyServerOptions {
  readonly port?: number;
  readonly journalPath?: string;
}

const PATIENCE_MS = 5_000;

/** Starts an ntfy server in this process. */
export async function startNtfyServer(options: NtfyServerOptions = {}): Promise<NtfyServer> {
  const folder = temporaryFolder("ntfy");
  const journal = openJournal<NtfyEntry>(options.journalPath ?? join(folder, "ntfy.jsonl"));
  const log = new WatchedList<NtfyEntry>();
  let behaviour: NtfyBehaviour = { kind: "accept" };
  let isClosed = false;
  const record = async (entry: NtfyEntry) => {
    // A request that is cut by closing the server says so only afterwards.
    if (isClosed) return;
    log.add(entry);
    await journal.append(entry);
  };
  let requests = 0;
  const server = createServer((request, response) => { void serve({ id: String(++requests), request, response, behaviour, record }); });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${String(port)}`,
    journalPath: journal.path,
    messages: () => log.items.flatMap((entry) => (entry.kind === "accepted" ? [entry.message] : [])),
    entries: () => log.items,
    behave: (wanted) => { behaviour = wanted; },
    waitForEntry: (fits, timeoutMs = PATIENCE_MS) => log.waitFor(fits, timeoutMs, (entries) => `The journal so far: ${entries.map(({ kind }) => kind).join(", ") || "empty"}.`),
    close: async () => {
      await shut(server);
      isClosed = true;
      log.end();
      await journal.close();
      removeTemporaryFolder(folder);
    },
  };
}

async function shut(server: Server): Promise<void> {
  const isClosed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await isClosed;
}

interface Exchange {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly behaviour: NtfyBehaviour;
  readonly record: (entry: NtfyEntry) => Promise<void>;
}

async function serve(exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const { pathname } = new URL(request.url ?? "/", "http://ntfy");
  if (pathname === "/v1/health") return answer(response, 200, { healthy: true });
  const [, topic] = /^\/([-_A-Za-z0-9]{1,64})$/.exec(pathname) ?? [];
  if (topic === undefined || (request.method !== "POST" && request.method !== "PUT")) return answer(response, 404, errorOf(404));
  await publish(exchange, topic);
}

async function publish({ id, request, response, behaviour, record }: Exchange, topic: string): Promise<void> {
  const headers = decodeHeaders(request.headers);
  const moment = () => ({ at: Date.now(), request: id, topic });
  void record({ kind: "begun", headers, ...moment() });
  const body = await readWhole(request);
  if (behaviour.kind === "hang") await once(response, "close");
  if (behaviour.kind === "slow") await pause(behaviour.milliseconds);
  if (body === null || response.closed) return record({ kind: "abandoned", ...moment() });
  if (behaviour.kind === "reject" || behaviour.kind === "answer") {
    await record({ kind: "rejected", status: behaviour.status, ...moment() });
    return behaviour.kind === "reject" ? answer(response, behaviour.status, errorOf(behaviour.status)) : void response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
  }
  const message = readMessage(topic, headers, body, Date.now());
  if ("invalid" in message) return answer(response, 400, { ...errorOf(400), error: message.invalid });
  await record({ kind: "accepted", message, headers, ...moment() });
  if (behaviour.kind === "lose") return void request.socket.destroy();
  answer(response, 200, message);
}

async function readWhole(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  } catch {
    return null;
  }
}

const errors: Readonly<Record<number, string>> = { 401: "unauthorized", 403: "forbidden", 404: "page not found", 429: "limit reached: too many requests", 500: "internal server error" };

function errorOf(status: number) {
  return { code: status * 100 + 1, http: status, error: errors[status] ?? "invalid request", link: "https://ntfy.sh/docs/publish/" };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
}
