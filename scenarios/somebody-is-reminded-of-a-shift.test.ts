import { describe, expect, it, onTestFinished } from "vitest";
import { startProduct } from "../fakes/product.ts";
import { expectOk } from "../fakes/client.ts";
import { eventually, mailTo, minute, setStage, signIn, type Stage } from "./stage.ts";

const hour = 60 * minute;
const day = 24 * hour;
/** Ben follows Amara on Monday at nine in Berlin, which is 17:00 on his own clock. */
const handOff = Date.parse("2026-11-23T08:00:00Z");
const ben = "ben@acme.example";

const subjects = ({ mail }: Stage, address = ben) => mail.messages().filter(({ to, subject }) => to.includes(address) && subject.startsWith("On call for Web primary")).map(({ subject }) => subject);
/** Until what falls due now has been done. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 1_500));
const goTo = async ({ clock }: Stage, at: number) => {
  await clock.set(at);
  await settled();
};

describe("Before a shift", () => {
  it("its person is reminded a day and an hour before, once also where two nodes run, with what was left for them", async () => {
    const stage = await setStage();
    const other = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url });
    onTestFinished(() => void other.stop());
    const amara = await signIn(stage, "amara", "responder");
    await goTo(stage, handOff - day - 20 * minute);
    expect(subjects(stage)).toEqual([]);
    await goTo(stage, handOff - day + minute);
    const first = await mailTo(stage, ben, "Web primary in 24 hours");
    expect(first.subject).toBe("On call for Web primary in 24 hours: Mon 23 Nov 17:00");
    expect(first.text).toContain("It pages for Storefront");
    expect(first.text).toContain("Before you: Amara Okafor.");
    expect(first.links).toContainEqual(expect.stringContaining("/on-call/me?schedule=web-primary&ready=2026-11-23T08%3A00%3A00.000Z"));
    expectOk(await amara.post("/api/v1/schedules/web-primary/hand-overs", { text: "Watch the checkout after ten." }));
    await goTo(stage, handOff - hour + minute);
    expect((await mailTo(stage, ben, "Web primary in 59 minutes")).text).toContain("Amara Okafor wrote on Sun 22 Nov");
    expect((await mailTo(stage, ben, "Web primary in 59 minutes")).text).toContain("Watch the checkout after ten.");
    await goTo(stage, handOff + minute);
    expect(subjects(stage)).toHaveLength(2);
  });

  it("the reminder moves with the shift, and comes for nobody who gave it away or wants none", async () => {
    const stage = await setStage();
    const own = await signIn(stage, "ben", "responder");
    expectOk(await own.put("/api/v1/me/reminders", { minutesBefore: [60] }));
    expectOk(await stage.api.post("/api/v1/schedules/web-primary/overrides", { kind: "replace", personId: "chidi", replacesId: "ben", from: new Date(handOff).toISOString(), to: new Date(handOff + 3 * hour).toISOString() }));
    await goTo(stage, handOff - hour + minute);
    expect((await mailTo(stage, "chidi@acme.example", "On call for Web primary in 59 minutes")).text).toContain("After you: Ben Sato");
    expect(subjects(stage)).toEqual([]);
    await goTo(stage, handOff + 2 * hour + minute);
    await eventually(async () => subjects(stage).length === 1, "Ben is reminded of the shift as it is now");
    expect(subjects(stage)).toEqual(["On call for Web primary in 59 minutes: Mon 23 Nov 20:00"]);
    expectOk(await own.put("/api/v1/me/reminders", { minutesBefore: [] }));
    await goTo(stage, handOff + 13 * day + 23 * hour + minute);
    expect(subjects(stage)).toHaveLength(1);
  });
});
