import { describe, expect, it } from "vitest";
import { alertArrives, alertNamed, eventually, mailTo, minute, pagesOf, phoneLinkOf, press, setStage, type Stage } from "./stage.ts";

/** The decisions of an alert by which somebody was left in peace: code and words. */
async function heldBack(stage: Stage, words: string): Promise<Record<string, string>> {
  const alert = await alertNamed(stage, words);
  return Object.fromEntries(alert.trace.filter((line) => line.outcome === "held").map(({ code, sentence }) => [code, `${sentence.bold}: ${sentence.rest}`]));
}

const heldWith = (stage: Stage, words: string, code: string) => eventually(async () => (await heldBack(stage, words))[code], `${code} in the trace of ${words}`);

describe("Nobody was paged, and the trace says why", () => {
  it("because its route says that this is never paged", async () => {
    const stage = await setStage();
    await alertArrives(stage, { env: "staging" });
    expect(await heldBack(stage, "staging")).toHaveProperty("urgency.none");
    expect(await pagesOf(stage, "amara")).toEqual([]);
  });

  it("because it joined a group that pages already, and because it only repeats", async () => {
    const stage = await setStage();
    await alertArrives(stage, { region: "eu" });
    await alertArrives(stage, { region: "us" });
    await alertArrives(stage, { region: "us" });
    expect(await heldBack(stage, "us")).toMatchObject({ "group.joined": expect.stringContaining("within 5 min"), "fold.repeat": expect.stringContaining("1 repeat") });
  });

  it("because a low urgency waits, first for its group, then for working hours", async () => {
    const stage = await setStage();
    await stage.clock.advance(6 * 60 * minute);
    await alertArrives(stage, { severity: "warning" });
    expect(await heldBack(stage, "HighLatency")).toHaveProperty("group.waits");
    await stage.clock.advance(minute / 2);
    const words = await heldWith(stage, "HighLatency", "urgency.waits-for-hours");
    expect(words).toContain("Amara Okafor’s working hours");
    expect(await pagesOf(stage, "amara")).toEqual([]);
    await stage.clock.advance(14 * 60 * minute);
    await mailTo(stage, "amara@acme.example");
  });

  it("because no provider can reach a contact, and the next way moved up", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example");
    expect(await heldBack(stage, "HighLatency")).toMatchObject({ "contact.no-provider": expect.stringContaining("Amara Okafor") });
  });

  it("because everybody in a step was paged already", async () => {
    const stage = await setStage();
    await alertArrives(stage, { service: "checkout" });
    await mailTo(stage, "elif@acme.example");
    await stage.clock.advance(3 * minute);
    expect(await heldWith(stage, "checkout", "page.already-in-pass")).toContain("already paged in this pass");
  });

  it("because nobody is on call in a step", async () => {
    const stage = await setStage();
    await stage.clock.set(Date.parse("2026-11-01T12:00:00Z"));
    await alertArrives(stage);
    expect(await heldWith(stage, "HighLatency", "step.nobody")).toContain("nobody is on call");
    await mailTo(stage, "grete@acme.example");
  });

  it("because somebody has it, and because it ended by itself", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example")), "cannot");
    await press(phoneLinkOf(await mailTo(stage, "ben@acme.example")), "have");
    await alertArrives(stage);
    expect(await heldBack(stage, "HighLatency")).toMatchObject({ "fold.acknowledged": expect.stringContaining("is acknowledged") });
    await alertArrives(stage, { alertname: "Other" });
    await alertArrives(stage, { alertname: "Other" }, "resolved");
    expect(await heldBack(stage, "Other")).toHaveProperty("group.resolved");
  });
});
