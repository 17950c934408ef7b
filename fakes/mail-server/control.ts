import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WatchedList } from "../watched-list.ts";
import { isMailBehaviour } from "./behaviour.ts";
import type { MailEntry } from "./mail-entry.ts";
import type { MailServer } from "./mailbox.ts";

/** Lets another process read and steer a mail server: GET /messages, GET /entries (never ends), PUT /behaviour. */
export async function openControl(mail: MailServer, log: WatchedList<MailEntry>, port: number): Promise<Server> {
  const control = createServer((request, response) => { void serve(request, response, mail, log); });
  control.listen(port, "127.0.0.1");
  await once(control, "listening");
  return control;
}

export function portOf(control: Server): number {
  return (control.address() as AddressInfo).port;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  mail: MailServer,
  log: WatchedList<MailEntry>,
): Promise<void> {
  switch (`${request.method ?? ""} ${request.url ?? ""}`) {
    case "GET /messages": return answer(response, 200, mail.messages());
    case "GET /entries": return streamEntries(response, log);
    case "PUT /behaviour": return switchBehaviour(request, response, mail);
    default: return answer(response, 404, { reason: "There is GET /messages, GET /entries and PUT /behaviour." });
  }
}

async function streamEntries(response: ServerResponse, log: WatchedList<MailEntry>): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson" }).flushHeaders();
  for await (const entry of log) response.write(`${JSON.stringify(entry)}\n`);
  response.end();
}

async function switchBehaviour(request: IncomingMessage, response: ServerResponse, mail: MailServer): Promise<void> {
  const { behaviour, recipient } = await readBody(request);
  const isRecipient = recipient === undefined || typeof recipient === "string";
  if (!isMailBehaviour(behaviour) || !isRecipient) return answer(response, 400, { reason: "Not a behaviour." });
  await mail.behave(behaviour, recipient);
  answer(response, 200, { behaviour });
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
