import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { SilenceCover, SilenceView } from "../server/features/alert-intake/silence.contract.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, pagesOf, setStage, signIn, thursday, type Stage } from "./stage.ts";

const iso = (at: number) => new Date(at).toISOString();
const slow = [{ name: "alertname", value: "HighLatency" }];

async function silence({ api }: Stage, wish: object = {}): Promise<SilenceView> {
  return expectOk(await api.post<SilenceView>("/api/v1/silences", { matchers: slow, reason: "The provider is known to be slow", endsAt: iso(thursday + 60 * minute), ...wish }));
}

const read = async ({ api }: Stage, id: string) => expectOk(await api.get<SilenceView>(`/api/v1/silences/${id}`));
const holdWords = async (stage: Stage) => (await alertNamed(stage, "HighLatency")).trace.findLast(({ code }) => code.startsWith("hold."))?.sentence;
/** Pages to somebody: one that was in flight while the clock was moved may go out again, under the same Message-ID. */
const mailsTo = ({ mail }: Stage, address: string) => new Set(mail.messages().filter(({ to }) => to.includes(address)).map(({ messageId }) => messageId)).size;

describe("A silence", () => {
  it("holds back what comes, says so and by whom, counts it, and lets it page at its end if it still fires", async () => {
    const stage = await setStage();
    const ben = await signIn(stage, "ben", "responder");
    const { id } = expectOk(await ben.post<SilenceView>("/api/v1/silences", { matchers: slow, reason: "The provider is known to be slow", endsAt: iso(thursday + 60 * minute) }));
    await alertArrives(stage);
    await alertArrives(stage, { alertname: "Other" });
    await mailTo(stage, "amara@acme.example", "Other");
    expect(await holdWords(stage)).toEqual({ bold: "Held back: silenced until 14:47", rest: "by Ben Sato: “The provider is known to be slow”" });
    expect(mailsTo(stage, "amara@acme.example")).toBe(1);
    expect(await read(stage, id)).toMatchObject({ state: "live", held: 1, owner: { id: "ben" } });
    await stage.clock.advance(46 * minute);
    expect((await mailTo(stage, "ben@acme.example", "ends at")).text).toContain("It held back 1 alert.");
    await stage.clock.advance(15 * minute);
    await mailTo(stage, "amara@acme.example", "HighLatency");
    expect(await read(stage, id)).toMatchObject({ state: "over", next: null });
  });

  it("shows first what it would hold back, stops the search for it, and takes it up again when somebody ends it", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await alertArrives(stage, { alertname: "Other" });
    await mailTo(stage, "amara@acme.example", "HighLatency");
    const cover = async () => expectOk(await stage.api.post<SilenceCover>("/api/v1/silences/preview", { matchers: slow }));
    await eventually(async () => (await cover()).paging === 1, "somebody was paged for it");
    expect(await cover()).toMatchObject({ total: 1, alerts: [{ serviceName: "Storefront" }] });
    const { id } = await silence(stage, { ownerId: "ben" });
    await eventually(async () => (await pagesOf(stage, "amara")).some((page) => page.status === "withdrawn"), "the page is withdrawn");
    await stage.clock.advance(10 * minute);
    await mailTo(stage, "ben@acme.example", "Other");
    expect(stage.mail.messages().filter(({ to, subject }) => to.includes("ben@acme.example") && subject.includes("HighLatency"))).toEqual([]);
    expectOk(await stage.api.post(`/api/v1/silences/${id}/end`));
    await eventually(async () => (await pagesOf(stage, "amara")).filter((page) => page.channel === "mail" && page.status === "sent").length >= 2, "it pages again");
  });

  it("that is planned holds back from its beginning on, also what fired before", async () => {
    const stage = await setStage();
    const { id } = await silence(stage, { kind: "maintenance", startsAt: iso(thursday + 30 * minute), endsAt: iso(thursday + 90 * minute) });
    expect(await read(stage, id)).toMatchObject({ state: "planned", held: 0 });
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example", "HighLatency");
    await stage.clock.advance(31 * minute);
    await eventually(async () => (await read(stage, id)).held === 1, "it is held back");
    expect((await holdWords(stage))?.bold).toBe("Held back: maintenance until 15:17");
  });

  it.each([
    ["a pattern that is none", { matchers: [{ name: "env", value: "(", isRegex: true }] }, "matchers.0.value"],
    ["a matcher that everything fulfils", { matchers: [{ name: "env", value: ".*", isRegex: true }] }, "matchers"],
    ["no matcher", { matchers: [] }, "matchers"],
    ["no reason", { reason: "  " }, "reason"],
    ["an end in the past", { endsAt: iso(thursday - minute) }, "endsAt"],
    ["an end that is no time", { endsAt: "soon" }, "endsAt"],
    ["a zone that is none", { recurrence: { days: ["mon"], from: "22:00", to: "04:00", timezone: "Mars/Base" } }, "recurrence.timezone"],
    ["an owner whom nobody knows", { ownerId: "nobody" }, "ownerId"],
  ])("with %s is refused, naming the field", async (_name, wish, path) => {
    const stage = await setStage();
    const answer = await stage.api.post("/api/v1/silences", { matchers: slow, reason: "Why", endsAt: iso(thursday + 60 * minute), ...wish });
    expect(answer).toMatchObject({ isOk: false, problem: { errors: [{ path }] } });
    expect(answer.status).toBeLessThan(500);
    expect(expectOk(await stage.api.get<{ items: unknown[] }>("/api/v1/silences")).items).toEqual([]);
  });
});

describe("What begins and ends time and again", () => {
  it("is told of no more until it is stable, and then once", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example", "HighLatency");
    for (const status of ["resolved", "firing", "resolved", "firing", "resolved", "firing"] as const) {
      await stage.clock.advance(minute / 2);
      await alertArrives(stage, {}, status);
    }
    await eventually(async () => (await holdWords(stage))?.bold === "Held back: it begins and ends time and again", "it is held back");
    const before = mailsTo(stage, "amara@acme.example");
    expect(before).toBeLessThanOrEqual(2);
    await stage.clock.advance(10 * minute + 1_000);
    await eventually(() => Promise.resolve(mailsTo(stage, "amara@acme.example") === before + 1), "one more page");
  });
});
