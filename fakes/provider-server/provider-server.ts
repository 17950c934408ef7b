import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openJournal } from "../journal.ts";
import { removeTemporaryFolder, temporaryFolder } from "../processes/temporary-folder.ts";
import { WatchedList } from "../watched-list.ts";
import type { ProviderAnswer, ProviderBehaviour, ProviderEntry, ProviderRequest } from "./provider-entry.ts";

/** A provider that speaks its own HTTP API and writes down what came. */
export interface ProviderServer<Kept> {
  readonly port: number;
  readonly url: string;
  readonly journalPath: string;
  /** What it took, in order. */
  kept(): readonly Kept[];
  entries(): readonly ProviderEntry<Kept>[];
  /** Switches what happens to requests from now on. */
  behave(behaviour: ProviderBehaviour): void;
  /** The first journal entry, already here or yet to come, that fits. */
  waitForEntry(fits: (entry: ProviderEntry<Kept>) => boolean, timeoutMs?: number): Promise<ProviderEntry<Kept>>;
  close(): Promise<void>;
}

export interface ProviderOptions {
  readonly port?: number;
  readonly journalPath?: string;
}

const PATIENCE_MS = 5_000;

/** Starts a provider in this process; `answer` is what it makes of a request when nothing is wrong with it. */
export async function startProvider<Kept>(name: string, options: ProviderOptions, answer: (request: ProviderRequest) => ProviderAnswer<Kept>): Promise<ProviderServer<Kept>> {
  const folder = temporaryFolder(name);
  const journal = openJournal<ProviderEntry<Kept>>(options.journalPath ?? join(folder, `${name}.jsonl`));
  const log = new WatchedList<ProviderEntry<Kept>>();
  let behaviour: ProviderBehaviour = { kind: "accept" };
  let [isClosed, requests] = [false, 0];
  const record = async (entry: ProviderEntry<Kept>) => {
    // A request that is cut by closing the server says so only afterwards.
    if (isClosed) return;
    log.add(entry);
    await journal.append(entry);
  };
  const server = createServer((request, response) => { void serve({ id: String(++requests), request, response, behaviour, record, answer }); });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${String(port)}`,
    journalPath: journal.path,
    kept: () => log.items.flatMap((entry) => (entry.kind === "accepted" ? [entry.kept] : [])),
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

interface Exchange<Kept> {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly behaviour: ProviderBehaviour;
  readonly record: (entry: ProviderEntry<Kept>) => Promise<void>;
  readonly answer: (request: ProviderRequest) => ProviderAnswer<Kept>;
}

async function serve<Kept>({ id, request, response, behaviour, record, answer }: Exchange<Kept>): Promise<void> {
  const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://provider");
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const moment = () => ({ at: Date.now(), request: id, path });
  void record({ kind: "begun", headers, ...moment() });
  const body = await readWhole(request);
  if (behaviour.kind === "hang") await once(response, "close");
  if (behaviour.kind === "slow") await pause(behaviour.milliseconds);
  if (body === null || response.closed) return record({ kind: "abandoned", ...moment() });
  if (behaviour.kind === "drop") return void request.socket.destroy();
  if (behaviour.kind === "flood") return flood(response);
  const made = behaviour.kind === "answer" ? behaviour : answer({ method: request.method ?? "", path, query, headers, body });
  await record("kept" in made && made.kept !== undefined ? { kind: "accepted", kept: made.kept, ...moment() } : { kind: "rejected", status: made.status, body: made.body, ...moment() });
  if (behaviour.kind === "lose") return void request.socket.destroy();
  response.writeHead(made.status, made.headers).end(made.body);
}

async function readWhole(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

/** Ends when the other side has had enough. */
async function flood(response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = Buffer.alloc(1_048_576, "x");
  for (let sent = 0; sent < 1_024 && !response.closed; sent += 1) {
    if (!response.write(chunk)) await Promise.race([once(response, "drain"), once(response, "close")]).catch(() => undefined);
  }
  response.end();
}
