import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, setStage, signIn, thursday, type Stage } from "./stage.ts";

const day = 24 * 60 * minute;
const rule = { sourceId: "prometheus", rule: "HighLatency" };
const review = async ({ api }: Stage, wish: object) => expectOk(await api.put("/api/v1/alerts/noise/review", { ...rule, ...wish }));
const at = (days: number) => new Date(thursday + days * day).toISOString();
const asked = ({ mail }: Stage) => mail.messages().filter(({ subject }) => subject.startsWith("Look again at")).map(({ to }) => to[0]).sort();
/** Until what falls due now has been done. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 1_500));

describe("The day on which a rule is looked at again", () => {
  it("asks the administrators and who leads the team, once, with what the rule did", async () => {
    const stage = await setStage();
    await signIn(stage, "ben", "administrator");
    await alertArrives(stage);
    await alertArrives(stage, { instance: "two" });
    await mailTo(stage, "amara@acme.example", "HighLatency");
    const { id } = await alertNamed(stage, "HighLatency");
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/verdict`, { verdict: "noise" }));
    await review(stage, { reviewAt: at(7) });
    await stage.clock.advance(7 * day - minute);
    await settled();
    expect(asked(stage)).toEqual([]);
    await stage.clock.advance(2 * minute);
    const message = await mailTo(stage, "ben@acme.example", "Look again at “HighLatency” of");
    expect(message.text).toContain("In the last 30 days it fired 2 times, paged somebody 2 times, and was noise once; 1 was never judged.");
    expect(message.links).toContainEqual(expect.stringMatching(/\/alerts\/noise$/));
    await mailTo(stage, "grete@acme.example", "Look again at");
    await stage.clock.advance(day);
    await settled();
    expect(asked(stage)).toEqual(["ben@acme.example", "grete@acme.example"]);
  });

  it("moves with its date, and never comes where it was looked at before", async () => {
    const stage = await setStage();
    await signIn(stage, "ben", "administrator");
    await review(stage, { reviewAt: at(1) });
    await review(stage, { reviewAt: at(3) });
    await stage.clock.advance(2 * day);
    await settled();
    expect(asked(stage)).toEqual([]);
    await stage.clock.advance(2 * day);
    expect((await mailTo(stage, "ben@acme.example", "Look again")).text).toContain("In the last 30 days it did not fire.");
    await review(stage, { reviewAt: at(9) });
    await review(stage, { done: true });
    await stage.clock.advance(7 * day);
    await settled();
    expect(asked(stage)).toEqual(["ben@acme.example"]);
    await review(stage, { reviewAt: at(20) });
    await stage.clock.advance(10 * day);
    await eventually(async () => asked(stage).length === 2, "the next date is asked about anew");
  });
});
