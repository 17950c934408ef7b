import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { client, expectOk } from "./client.ts";

const server = createServer((request, response) => { void answer(request, response); });
let url: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => { server.close(); server.closeAllConnections(); });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.url === "/api/v1/stream") return stream(request, response);
  if (request.url === "/no") {
    const problem = { type: "about:blank", title: "No", status: 409, code: "already-done" };
    response.writeHead(409, { "content-type": "application/problem+json" }).end(JSON.stringify(problem));
    return;
  }
  const { authorization, "content-type": type } = request.headers;
  const seen = { method: request.method, authorization, type, body: Buffer.concat(chunks).toString() };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(seen));
}

function stream(request: IncomingMessage, response: ServerResponse): void {
  const last = Number(request.headers["last-event-id"] ?? 0);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(`: hello\n\nid: ${String(last + 1)}\nevent: incident\ndata: {"ref":\ndata: "INC-1"}\n\n`);
  response.write(`id: ${String(last + 2)}\ndata: plain`);
  setImmediate(() => response.end("\n\n"));
}

describe("the client", () => {
  it("sends JSON with its token and reads JSON", async () => {
    const answered = await client(url, "secret").post("/things", { name: "x" });
    expect(expectOk(answered)).toEqual({ method: "POST", authorization: "Bearer secret", type: "application/json", body: '{"name":"x"}' });
  });

  it("sends text as it stands", async () => {
    const answered = await client(url).put("/api/v1/config", "teams: []", { contentType: "application/yaml" });
    expect(expectOk(answered)).toEqual({ method: "PUT", type: "application/yaml", body: "teams: []" });
  });

  it("gives an error answer as a value", async () => {
    const answered = await client(url).get("/no");
    expect(answered).toMatchObject({ isOk: false, status: 409, problem: { code: "already-done" } });
    expect(() => expectOk(answered)).toThrow(/409.*already-done/);
  });

  it("reads the live stream from where it left off", async () => {
    const events = await client(url).events("41");
    expect(await events.find(({ event }) => event === "incident")).toEqual({ id: "42", event: "incident", data: { ref: "INC-1" } });
    const all = [];
    for await (const event of events) all.push(event.id);
    expect(all).toEqual(["42", "43"]);
    expect(events.seen()[1]?.data).toBe("plain");
  });
});
