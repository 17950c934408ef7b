import { describe, expect, it } from "vitest";
import { buildSaboteur } from "../fakes/saboteur.ts";
import { eventually } from "../scenarios/stage.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { isFull, note } from "./figures.ts";
import { alertsFor, means, meansOf, setMatrix, type Matrix, type Means, type ProviderFault } from "./providers.ts";

const [second, hour] = [1_000, 3_600_000];
const answer = (status: number, body: string, headers: Record<string, string> = {}) => ({ kind: "answer", status, body, headers: { "content-type": "application/json", ...headers } }) as const;

interface Fault extends ProviderFault {
  what: string;
  /** What the attempt says of it, by HTTP or SMTP. */
  words: RegExp;
  /** Seconds that the provider asks to wait. */
  asks?: number;
  /** Those whose protocol says that any 2xx took it. */
  takenBy?: readonly Means[];
}

/** Each of them at all six means. */
const faults: readonly Fault[] = [
  { what: "503 with Retry-After", words: /503|451/, http: answer(503, "{}", { "retry-after": "30" }), mail: { kind: "reject", at: "data", code: 451 }, asks: 30 },
  { what: "reset after it was sent", words: /ECONNRESET|closed|socket/i, http: { kind: "lose" }, mail: { kind: "reset-after-data" } },
  { what: "refused", words: /ECONNREFUSED/, at: "closed" },
  { what: "a name that does not exist", words: /ENOTFOUND|EAI_AGAIN/, at: "unknown" },
  { what: "hangs", words: /in time|Timeout/, http: { kind: "hang" }, mail: { kind: "hang", at: "data" } },
  { what: "500", words: /500|554/, http: answer(500, "{}"), mail: { kind: "reject", at: "data", code: 554 } },
  { what: "429 with Retry-After", words: /429|452/, http: answer(429, "{}", { "retry-after": "20" }), mail: { kind: "reject", at: "data", code: 452 }, asks: 20 },
  { what: "200 with an error in it", words: /Not taken|not ntfy|550/, http: answer(200, '{"error":"Not taken.","code":20500,"message":"Not taken."}'), mail: { kind: "reject", at: "recipient", code: 550 }, takenBy: ["push", "webhook"] },
  { what: "a certificate that nobody trusts", words: /certificate|CERT/, at: "untrusted" },
  { what: "a byte a second", words: /in time|Timeout|greeting/i, at: "trickling" },
  { what: "answers when it is too late", words: /in time|Timeout/, http: { kind: "slow", milliseconds: 9_000 }, mail: { kind: "slow", milliseconds: 9_000 } },
];

interface Cell {
  channel: Means;
  /** Null where its first means took it. */
  failedAt: number | null;
  error: string | null;
  againAt: number | null;
  /** By which means it was handed over first, and when. */
  reachedBy: string | null;
  reachedAt: number | null;
}

/** How each person's page went, by the database. */
async function readCells({ databaseUrl }: Matrix): Promise<Cell[]> {
  const epoch = (column: string) => `extract(epoch from ${column})::float8 * 1000`;
  const rows = await readRows<Omit<Cell, "channel"> & { person: string }>(
    databaseUrl,
    `select page.person_id as person, ${epoch("failed.ended_at")} as "failedAt", failed.error, ${epoch("failed.again_at")} as "againAt", reached.channel as "reachedBy", ${epoch("reached.handed_over_at")} as "reachedAt"
     from page left join page_attempt as failed on failed.page_id = page.id and failed.attempt = 1 and failed.error is not null
       left join lateral (select channel, handed_over_at from page as other where other.person_id = page.person_id and other.handed_over_at is not null order by handed_over_at limit 1) as reached on true
     where page.contact_id = 'first'`,
  );
  return rows.map(({ person, ...cell }) => ({ channel: meansOf(Number(person.slice(1))), ...cell }));
}

/** What each means has asked of its provider so far. */
function asked({ providers: { mail, twilio, ntfy, push, webhook } }: Matrix): Record<Means, number> {
  const begun = (entries: readonly { kind: string; path?: string }[], path = "") => entries.filter((entry) => entry.kind === "begun" && (entry.path ?? "").includes(path)).length;
  return { mail: begun(mail.entries()), sms: begun(twilio.entries(), "Messages"), voice: begun(twilio.entries(), "Calls"), ntfy: begun(ntfy.entries()), push: begun(push.entries()), webhook: begun(webhook.entries()) };
}

/** What is asked to wait is waited, to the second: nothing before, and something soon after. */
async function waitsAsAsked(matrix: Matrix, seconds: number): Promise<void> {
  const asking = means.filter((channel) => channel !== "mail");
  await matrix.clock.advance((seconds - 8) * second);
  await new Promise((resolve) => setTimeout(resolve, 2 * second));
  const before = asked(matrix);
  expect(asking.map((channel) => [channel, before[channel]]), "nothing sooner than was asked").toEqual(asking.map((channel) => [channel, 1]));
  await matrix.clock.advance(8 * second);
  await eventually(async () => asking.every((channel) => asked(matrix)[channel] >= 2), "each is tried again when it asked to be", 5 * second);
}

describe("R11: a provider that", () => {
  it.each(isFull ? faults : faults.slice(0, 2))("$what: whoever is to be woken is reached by their next means", async (fault) => {
    const matrix = await setMatrix(fault);
    await alertsFor(matrix, means.map((_, place) => place));
    const cells = await eventually(async () => {
      const all = await readCells(matrix);
      return all.length === means.length && all.every(({ reachedAt }) => reachedAt !== null) && all;
    }, "everybody is reached", 45 * second);
    const failed = cells.filter(({ failedAt }) => failedAt !== null);
    const expected = means.filter((channel) => !fault.takenBy?.includes(channel));
    if (failed.length === 0) throw new Error("Inconclusive: nothing failed.");
    const latest = Math.max(...failed.map(({ failedAt, reachedAt }) => (reachedAt ?? Infinity) - (failedAt ?? 0)));
    note({ test: "R11", measure: `${fault.what}: from the first failure to the next means, of ${failed.length}, longest, ms`, value: Math.round(latest), target: "at most 30,000; nobody skipped", isMet: latest <= 30 * second });
    expect(failed.map(({ channel }) => channel).sort()).toEqual([...expected].sort());
    expect(latest).toBeLessThanOrEqual(30 * second);
    const { webhook, ntfy } = matrix.providers.spare;
    expect([webhook.kept().length, ntfy.messages().length], "the sound providers took them").toEqual([expected.filter((channel) => channel !== "webhook").length, expected.includes("webhook") ? 1 : 0]);
    expect(failed.map(({ error }) => error ?? "").filter((error) => !fault.words.test(error)), "it failed for what is wrong").toEqual([]);
    expect(failed.every(({ channel, reachedBy }) => reachedBy === (channel === "webhook" ? "ntfy" : "webhook"))).toBe(true);
    if (fault.asks === undefined) return;
    const waits = failed.filter(({ channel }) => channel !== "mail").map(({ failedAt, againAt }) => ((againAt ?? 0) - (failedAt ?? 0)) / second);
    const off = Math.max(...waits.map((wait) => Math.abs(wait - (fault.asks ?? 0))));
    note({ test: "R11", measure: `${fault.what}: off what was asked, longest, s`, value: Math.round(off * 10) / 10, target: "at most 1", isMet: off <= 1 });
    expect(off).toBeLessThanOrEqual(1);
    await waitsAsAsked(matrix, fault.asks);
  }, 120_000);
});

it("R11: a webhook that fails is tried at least eight times over more than a day", async () => {
  const matrix = await setMatrix({ http: answer(500, "{}") });
  await alertsFor(matrix, [means.indexOf("webhook")]);
  const tries = () => readRows<{ at: number; wait: number | null }>(matrix.databaseUrl, "select extract(epoch from ended_at)::float8 * 1000 as at, extract(epoch from again_at - muster_now())::float8 * 1000 as wait from page_attempt join page on page.id = page_id where channel = 'webhook' order by attempt");
  let made = await eventually(async () => (await tries()).length === 1 && tries(), "the first try");
  for (let wait = made.at(-1)?.wait ?? null; wait !== null; wait = made.at(-1)?.wait ?? null) {
    const count = made.length + 1;
    await matrix.clock.advance(Math.max(0, Math.ceil(wait)));
    made = await eventually(async () => {
      const now = await tries();
      return now.length >= count && now;
    }, `try ${count}`);
  }
  const hours = ((made.at(-1)?.at ?? 0) - (made[0]?.at ?? 0)) / hour;
  note({ test: "R11", measure: "tries of a webhook, hours from the first to the last", value: `${made.length}, ${Math.round(hours)}`, target: "at least 8, at least 24", isMet: made.length >= 8 && hours >= 24 });
  expect(made.length).toBeGreaterThanOrEqual(8);
  expect(hours).toBeGreaterThanOrEqual(24);
  expect(matrix.providers.webhook.entries().filter(({ kind }) => kind === "begun")).toHaveLength(made.length);
}, 120_000);

const each = 40;
const placesOf = (channel: Means) => Array.from({ length: each * means.length }, (_, place) => place).filter((place) => meansOf(place) === channel);

/** From the alert to the push by ntfy, p99, in milliseconds, while Twilio hangs or does not. */
async function ntfyBeside(isHanging: boolean, script?: string): Promise<number> {
  const matrix = await setMatrix({}, { each, ...(script === undefined ? {} : { script }) });
  const { twilio, ntfy } = matrix.providers;
  if (isHanging) {
    twilio.behave({ kind: "hang" });
    await alertsFor(matrix, placesOf("sms"));
    await twilio.waitForEntry(({ kind }) => kind === "begun");
  }
  const times: number[] = [];
  for (const place of placesOf("ntfy").slice(0, isFull ? each : 10)) {
    const from = performance.now();
    await alertsFor(matrix, [place]);
    await ntfy.waitForEntry((entry) => entry.kind === "accepted" && entry.topic === `c${place}`, 15 * second);
    times.push(performance.now() - from);
  }
  if (isHanging && twilio.kept().length > 0) throw new Error("Inconclusive: Twilio took something.");
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

it("R11: one provider that hangs adds no second to the others", async () => {
  const alone = await ntfyBeside(false);
  const beside = await ntfyBeside(true);
  const added = Math.round(beside - alone);
  note({ test: "R11", measure: "one provider hangs: added to another, p99, ms", value: added, target: "at most 1,000", isMet: added <= second });
  expect(added).toBeLessThanOrEqual(second);
}, 120_000);

it("R11 turns red where all channels share their places", async () => {
  const script = await buildSaboteur("r11-shared-places", { file: "due-work/sender.ts", from: "  private readonly inFlight = new Set<Promise<void>>();", to: "  private static readonly all = new Set<Promise<void>>();\n  private readonly inFlight = Sender.all;" });
  expect(await ntfyBeside(true, script)).toBeGreaterThan(2 * second);
}, 120_000);
