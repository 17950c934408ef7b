import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptedKeys, findLost, readStormJournal, startStorm } from "./storm.ts";

const stored = new Map<string, string>();
let url: string;
let requests = 0;

// Answers every third request badly, in turn with 503, without a word, and by forgetting what it accepted.
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
    requests += 1;
    const text = Buffer.concat(chunks).toString();
    const { dedup_key: key } = JSON.parse(text) as { dedup_key: string };
    if (requests % 9 === 3) return response.writeHead(503, { "retry-after": "1" }).end();
    if (requests % 9 === 6) return response.destroy();
    if (requests % 9 !== 0) stored.set(key, text);
    return response.writeHead(202).end("{}");
  });
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => { server.close(); server.closeAllConnections(); });

describe("a storm of alerts", () => {
  it("tries each alert under its key until it is accepted, and finds what was lost", async () => {
    const intake = { kind: "pagerduty", routingKey: "r".repeat(32) } as const;
    const storm = await startStorm({ urls: [url], intake, ratePerSecond: 400, count: 60, seed: 7, services: ["payments", "search"] });
    const summary = await storm.finished;
    const answers = readStormJournal(storm.journalPath);
    expect(summary).toMatchObject({ seed: 7, signals: 60, accepted: 60, attempts: requests });
    expect(answers).toHaveLength(requests);
    expect(answers).toContainEqual(expect.objectContaining({ status: 503, retryAfter: "1" }));
    expect(answers).toContainEqual(expect.objectContaining({ status: null, fault: "UND_ERR_SOCKET" }));
    expect(acceptedKeys(answers).has("storm-7-0")).toBe(true);
    const lost = findLost(answers, new Set(stored.keys()));
    expect(lost).toHaveLength(60 - stored.size);
    expect(lost.length).toBeGreaterThan(0);
    expect(JSON.parse([...stored.values()][0] ?? "{}")).toMatchObject({ event_action: "trigger", payload: { severity: "critical" } });
  });

  it("goes on until it is stopped", async () => {
    const seen = requests;
    const storm = await startStorm({ urls: [url], intake: { kind: "pagerduty", routingKey: "r" }, ratePerSecond: 100 });
    await expect.poll(() => requests, { timeout: 10_000 }).toBeGreaterThan(seen + 5);
    const { signals, accepted } = await storm.stop();
    expect(accepted).toBe(signals);
  });
});
