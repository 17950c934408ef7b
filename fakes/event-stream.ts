import { splitBlocks } from "./text-stream.ts";
import { WatchedList } from "./watched-list.ts";

/** One server-sent event; `data` is what its JSON says, or its text where it is none. */
export interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

/** An open stream of server-sent events. Iterating starts at its first event, however late the iteration begins. */
export interface EventStream extends AsyncIterable<StreamEvent> {
  /** The first event, already here or yet to come, that fits. */
  find(fits: (event: StreamEvent) => boolean, timeoutMs?: number): Promise<StreamEvent>;
  /** Everything that has come so far. */
  seen(): readonly StreamEvent[];
  close(): void;
}

/** Opens a stream of server-sent events; throws when the server refuses it. */
export async function openEventStream(
  address: URL,
  authorization: Readonly<Record<string, string>>,
  lastId?: string,
): Promise<EventStream> {
  const stopping = new AbortController();
  const position: Record<string, string> = lastId === undefined ? {} : { "last-event-id": lastId };
  const headers = { accept: "text/event-stream", ...authorization, ...position };
  const response = await fetch(address, { headers, signal: stopping.signal });
  if (!response.ok || !response.body) {
    throw new Error(`The stream was refused with ${String(response.status)}: ${await response.text()}`);
  }
  const events = new WatchedList<StreamEvent>();
  void pump(response.body, events);
  return {
    find: (fits, timeoutMs = 5_000) => events.waitFor((event) => fits(event), timeoutMs, describe),
    seen: () => events.items,
    close: () => { stopping.abort(); },
    [Symbol.asyncIterator]: () => events[Symbol.asyncIterator](),
  };
}

function describe(events: readonly StreamEvent[]): string {
  return `The stream brought: ${events.map((event) => event.event).join(", ") || "nothing"}.`;
}

async function pump(body: ReadableStream<Uint8Array>, events: WatchedList<StreamEvent>): Promise<void> {
  try {
    for await (const block of splitBlocks(body, /\r?\n\r?\n/)) addEvent(block, events);
  } catch {
    // The stream broke off or was closed: either way it has ended.
  }
  events.end();
}

function addEvent(block: string, events: WatchedList<StreamEvent>): void {
  const fields = block.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith(":")).map(readField);
  const data = fields.filter(([name]) => name === "data").map(([, value]) => value);
  if (data.length === 0) return;
  const last = (wanted: string) => fields.findLast(([name]) => name === wanted)?.[1];
  events.add({ id: last("id") ?? null, event: last("event") ?? "message", data: readData(data.join("\n")) });
}

function readField(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

function readData(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
