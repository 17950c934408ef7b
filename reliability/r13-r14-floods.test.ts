import { expect, it } from "vitest";
import { client, expectOk } from "../fakes/client.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { crowdOf, gatherCrowd, stormOn } from "./crowd.ts";
import { isFull, note } from "./figures.ts";

const pending = isFull ? 5_000 : 400;
const down = isFull ? 60_000 : 15_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it("R13: a provider that was down comes back: what no longer applies is not sent, and the rest is drained within 30 s without a rush", async () => {
  const { crowd, product, api } = await gatherCrowd(pending);
  await crowd.mail.behave({ kind: "refuse-connection" });
  const from = performance.now();
  const storm = await stormOn(crowd, [product.url], pending / 10, pending);
  await storm.finished;
  const pages = await readRows<{ id: string }>(crowd.databaseUrl, "select id from page order by id");
  const taken = pages.filter((_page, place) => place % 10 < 3).map(({ id }) => id);
  for (const id of taken) expectOk(await api.post(`/api/v1/pages/${id}/answer`, { answer: "have" }));
  await pause(Math.max(0, down - (performance.now() - from)));
  const back = Date.now();
  await crowd.mail.behave({ kind: "accept" });
  const wanted = pages.length - taken.length;
  const accepted = () => crowd.mail.entries().filter((entry) => entry.kind === "accepted" && entry.at >= back);
  for (const ends = performance.now() + 60_000; performance.now() < ends && accepted().length < wanted; ) await pause(250);
  const times = accepted().map(({ at }) => at - back);
  const last = Math.max(...times);
  const seconds = Array.from({ length: Math.ceil(last / 1_000) }, (_, second) => times.filter((at) => Math.floor(at / 1_000) === second).length);
  const stale = crowd.mail.messages().filter(({ headers }) => taken.some((id) => headers["x-muster-message"] === `page.${id}`)).length;
  const most = Math.max(...seconds) / (times.length / seconds.length);
  note(
    { test: "R13", measure: "pages pending, answered meanwhile", value: `${pages.length}, ${taken.length}`, target: "5,000, 30 %", isMet: pages.length >= 5_000 },
    { test: "R13", measure: "stale pages sent", value: stale, target: "0", isMet: stale === 0 },
    { test: "R13", measure: "drained after, ms", value: last, target: "at most 30,000", isMet: last <= 30_000 && times.length === wanted },
    { test: "R13", measure: "most in one second, to the mean", value: Math.round(most * 10) / 10, target: "at most 3", isMet: most <= 3 },
  );
  expect(stale).toBe(0);
  expect(times.length).toBe(wanted);
}, 300_000);

it("R14: a source that floods is slowed down and nobody else feels it; its person gets a page and then one message a minute", async () => {
  const { crowd, api, product } = await gatherCrowd(21);
  const base = JSON.parse(crowdOf(21)) as { sources: Record<string, object> };
  const quiet = Array.from({ length: 20 }, (_, place) => `quiet${place}`);
  const sources = { ...base.sources, ...Object.fromEntries(quiet.map((id) => [id, { kind: "alertmanager", key: `${id}-key-of-the-source`, service: { label: "service", default: "c1" } }])) };
  expectOk(await api.put("/api/v1/config", JSON.stringify({ ...base, sources }), { contentType: "application/json" }));
  const seconds = isFull ? 60 : 10;
  const storm = await stormOn({ ...crowd, services: ["c0"] }, [product.url], 1_000, seconds * 1_000);
  const began = performance.now();
  const times: number[] = [];
  const caller = client(product.url, product.token);
  for (let turn = 0; turn < seconds * 4; turn += 1) {
    const id = quiet[turn % quiet.length] ?? "";
    const labels = { alertname: "Quiet", instance: `${id}-${turn}`, service: `c${1 + (turn % 20)}` };
    const from = performance.now();
    const answer = await caller.post(`/intake/${id}/${id}-key-of-the-source`, { version: "4", status: "firing", receiver: "muster", alerts: [{ status: "firing", labels, annotations: {}, startsAt: "2026-11-19T13:46:00Z" }] });
    times.push(performance.now() - from);
    expect(answer.status).toBe(202);
    await pause(Math.max(0, 250 - (performance.now() - from)));
  }
  const summary = await storm.finished;
  const p99 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  const stored = await readRows<{ count: number }>(crowd.databaseUrl, "select count(*)::int as count from alert where labels->>'alertname' = 'Storm'");
  const messages = crowd.mail.messages().filter(({ to }) => to.includes("c0@crowd.example")).length;
  const minutes = Math.ceil((performance.now() - began) / 60_000);
  note(
    { test: "R14", measure: "alerts of the flood, accepted, stored", value: `${summary.signals}, ${summary.accepted}, ${stored[0]?.count}`, target: "accepted = stored", isMet: summary.accepted === stored[0]?.count },
    { test: "R14", measure: "intake of quiet sources, p99, ms", value: Math.round(p99), target: "at most 250", isMet: p99 <= 250 },
    { test: "R14", measure: "messages to the flooded person", value: messages, target: `at most ${minutes + 2}`, isMet: messages <= minutes + 2 },
  );
  expect(summary.accepted).toBe(stored[0]?.count);
  expect(messages).toBeLessThanOrEqual(minutes + 2);
}, 300_000);
