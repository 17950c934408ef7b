import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { DeclareQuestionView } from "../server/features/incidents/unmanaged.contract.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, phoneLinkOf, press, setStage, type Stage } from "./stage.ts";

const questions = async ({ api }: Stage) => expectOk(await api.get<{ items: DeclareQuestionView[] }>("/api/v1/declare-questions")).items;
const codesOf = async (stage: Stage) => (await alertNamed(stage, "HighLatency")).trace.map(({ code }) => code);

/** Amara has it, and says after half an hour that she still does. */
async function workForAnHour(stage: Stage): Promise<void> {
  await alertArrives(stage);
  await press(phoneLinkOf(await mailTo(stage, "amara@acme.example")), "have");
  await stage.clock.advance(30 * minute);
  await press(phoneLinkOf(await mailTo(stage, "amara@acme.example", "Still on it?")), "have");
  await stage.clock.advance(29 * minute);
  expect(await questions(stage)).toEqual([]);
  await stage.clock.advance(2 * minute);
  await eventually(async () => (await questions(stage)).length === 1, "whoever has it is asked");
}

describe("Alerts that somebody works on for an hour, and nobody declared", () => {
  it("make Muster ask whoever has them, by the process; who says that they are no incident is not asked again", async () => {
    const stage = await setStage();
    await workForAnHour(stage);
    const [question] = await questions(stage);
    expect(question).toMatchObject({ service: { id: "storefront" }, because: ["It is unresolved after an hour of concentrated work"], people: [{ name: "Amara Okafor" }] });
    expect((await mailTo(stage, "amara@acme.example", "an incident?")).text).toContain("It is unresolved after an hour of concentrated work");
    expectOk(await stage.api.post(`/api/v1/groups/${question?.groupId ?? ""}/no-incident`, { reason: "A batch job that ends at noon." }));
    await stage.clock.advance(90 * minute);
    expect([await questions(stage), await codesOf(stage)]).toEqual([[], expect.arrayContaining(["declaring.asked", "declaring.declined"])]);
    const { notIncident, trace } = await alertNamed(stage, "HighLatency");
    expect(notIncident?.reason).toBe("A batch job that ends at noon.");
    expect(trace.find(({ code }) => code === "declaring.declined")?.sentence.rest).toMatch(/: “A batch job that ends at noon\.”$/);
    const again = await stage.api.post(`/api/v1/groups/${question?.groupId ?? ""}/no-incident`, { reason: "Twice" });
    expect([again.status, again.body]).toMatchObject([404, { code: "declare-question.not-found" }]);
  });

  it("are asked about no more once an incident is declared", async () => {
    const stage = await setStage();
    await workForAnHour(stage);
    const [question] = await questions(stage);
    expectOk(await stage.api.post("/api/v1/incidents", { title: "Start page is slow", groupIds: [question?.groupId], commanderId: "amara", page: false }));
    expect(await questions(stage)).toEqual([]);
  });
});

describe("Alerts for which a second team is asked", () => {
  it("make Muster ask at once", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example");
    const { groupId } = await alertNamed(stage, "HighLatency");
    expectOk(await stage.api.post(`/api/v1/groups/${groupId}/escalate`, { targets: ["person/dana"] }));
    await eventually(async () => (await questions(stage))[0]?.because.includes("Another team is needed to resolve it"), "two teams are at work");
  });
});
