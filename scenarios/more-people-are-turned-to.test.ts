import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { ExpertView } from "../server/features/escalation/expert.contract.ts";
import type { EscalationView } from "../server/features/escalation/contract.ts";
import type { IncidentView } from "../server/features/incidents/contract.ts";
import type { EntryView } from "../server/features/incidents/timeline.contract.ts";
import { readRows } from "../server/platform/testing/test-server.ts";
import { acme, alertArrives, alertNamed, eventually, mailTo, minute, pagesOf, phoneLinkOf, press, setStage, signIn, type Stage } from "./stage.ts";

const hour = 60 * minute;
const written = (line: string, instead: string) => {
  if (!acme.includes(line)) throw new Error(`The example has no ${line}`);
  return acme.replace(line, instead);
};
const webFirst = "      - { page: [schedule/web-primary], wait: 5m }";
const codesOf = async (stage: Stage) => (await alertNamed(stage, "HighLatency")).trace.map(({ code }) => code);
const searchOf = async (stage: Stage): Promise<EscalationView> => expectOk(await stage.api.get<EscalationView>(`/api/v1/groups/${(await alertNamed(stage, "HighLatency")).groupId}/escalation`));
const storyOf = async ({ api }: Stage, ref: string) => expectOk(await api.get<{ items: EntryView[] }>(`/api/v1/incidents/${ref}/timeline?limit=200`)).items.map(({ bold, rest }) => `${bold} ${rest}`);

async function declare({ api }: Stage, severity: string, serviceIds: string[]): Promise<string> {
  return expectOk(await api.post<IncidentView>("/api/v1/incidents", { title: "Nobody can pay", severity, priority: "p2", serviceIds })).ref;
}

describe("A step that asks for two people", () => {
  it("goes on looking after the first answer, says so, and stops with the second", async () => {
    const stage = await setStage({ configuration: written(webFirst, "      - { page: [person/amara, person/ben], wait: 5m, acknowledgements: 2 }") });
    await alertArrives(stage);
    const [first, second] = [phoneLinkOf(await mailTo(stage, "amara@acme.example")), phoneLinkOf(await mailTo(stage, "ben@acme.example"))];
    expect(await press(first, "have")).toContain("One more person is looked for.");
    expect(await searchOf(stage)).toMatchObject({ status: "running", needed: 2, have: [{ personId: "amara", name: "Amara Okafor" }] });
    await stage.clock.advance(5 * minute);
    await eventually(async () => (await searchOf(stage)).step === 2, "the step after those who were paged already");
    expect(await press(second, "have")).toContain("Nobody else is paged.");
    expect(await searchOf(stage)).toMatchObject({ status: "acknowledged", have: [{ personId: "amara" }, { personId: "ben" }] });
    expect(await codesOf(stage)).toEqual(expect.arrayContaining(["escalation.counted", "escalation.acknowledged"]));
  });
});

describe("A step that pages one of several in turn", () => {
  it("gives each alert to the next of them", async () => {
    const stage = await setStage({ configuration: written(webFirst, "      - { page: [team/web], wait: 5m, roundRobin: true }") });
    const paged: string[] = [];
    for (const alertname of ["One", "Two", "Three", "Four"]) {
      await alertArrives(stage, { alertname });
      const group = (await alertNamed(stage, alertname)).groupId;
      const pages = expectOk(await stage.api.get<{ items: { personId: string }[] }>(`/api/v1/pages?subjectId=${group}`)).items;
      paged.push([...new Set(pages.map(({ personId }) => personId))].join("+"));
    }
    const members = [...new Set(paged)];
    expect(paged.every((one) => !one.includes("+"))).toBe(true);
    expect(paged).toEqual([0, 1, 2, 3].map((index) => members[index % members.length]));
  });
});

describe("Whoever has it and does nothing", () => {
  it("is asked whether they are still on it, and without an answer the next are woken", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example")), "have");
    await stage.clock.advance(30 * minute);
    const question = await mailTo(stage, "amara@acme.example", "Still on it?");
    expect(await (await fetch(phoneLinkOf(question))).text()).toContain("I have it");
    await stage.clock.advance(5 * minute);
    await mailTo(stage, "ben@acme.example");
    expect((await alertNamed(stage, "HighLatency")).status).toBe("firing");
    expect(await codesOf(stage)).toEqual(expect.arrayContaining(["holder.asked", "holder.silent"]));
  });

  it("keeps it by saying so, and is not asked again", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example")), "have");
    await stage.clock.advance(30 * minute);
    expect(await press(phoneLinkOf(await mailTo(stage, "amara@acme.example", "Still on it?")), "have")).toContain("You have it");
    await stage.clock.advance(2 * hour);
    expect(await searchOf(stage)).toMatchObject({ status: "acknowledged", askedUntil: null });
    expect([await pagesOf(stage, "ben"), await codesOf(stage)]).toEqual([[], expect.arrayContaining(["holder.confirmed"])]);
  });

  it("is not asked where somebody wrote something, nor where the policy asks nobody", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example")), "have");
    await stage.clock.advance(10 * minute);
    expectOk(await stage.api.post(`/api/v1/alerts/${(await alertNamed(stage, "HighLatency")).id}/note`, { text: "It is the cache." }));
    await stage.clock.advance(20 * minute);
    await eventually(async () => (await codesOf(stage)).includes("holder.acted"), "what was done is seen");
    expect(await codesOf(stage)).not.toContain("holder.asked");
  });
});

describe("Whoever has an incident and does nothing", () => {
  it("is asked in its timeline, and an entry of anybody settles it", async () => {
    const stage = await setStage();
    const [quiet, busy] = [await declare(stage, "sev4", ["storefront"]), await declare(stage, "sev4", ["checkout"])];
    for (const address of ["amara@acme.example", "elif@acme.example"]) await press(phoneLinkOf(await mailTo(stage, address, "Nobody can pay")), "have");
    await stage.clock.advance(minute);
    expectOk(await stage.api.post(`/api/v1/incidents/${busy}/notes`, { text: "The provider looks into it." }));
    await stage.clock.advance(30 * minute);
    await mailTo(stage, "amara@acme.example", "Still on it?");
    await eventually(async () => (await storyOf(stage, quiet)).includes("Still on it? Amara Okafor is asked, since nothing was done"), "the question in the timeline");
    expect((await storyOf(stage, busy)).join("\n")).not.toContain("Still on it?");
  });
});

describe("Nobody who knows the service is in", () => {
  it("after the time of the severity, and its expert is asked by itself", async () => {
    const stage = await setStage();
    const ref = await declare(stage, "sev1", ["checkout"]);
    await stage.clock.advance(hour);
    expect((await storyOf(stage, ref)).join("\n")).not.toContain("Asked by itself");
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/classify`, { severity: "sev0", priority: "p1", reason: "All of them" }));
    const line = await eventually(async () => (await storyOf(stage, ref)).find((one) => one.startsWith("Asked by itself")), "the expert is asked");
    expect(line).toBe("Asked by itself as an expert: Dana Reyes. No expert was in after 1h, the time that Sev 0 gives");
    expect((await mailTo(stage, "dana@acme.example", "You are asked as an expert")).text).toContain("Nobody can pay");
  });

  it("is settled by an expert who is in", async () => {
    const stage = await setStage();
    const dana = await signIn(stage, "dana", "responder");
    const ref = await declare(stage, "sev0", ["checkout"]);
    expectOk(await dana.post(`/api/v1/incidents/${ref}/notes`, { text: "I look at it." }));
    await stage.clock.advance(2 * hour);
    await eventually(async () => (await readRows(stage.databaseUrl, "select 1 from due_work where kind = 'incident.consult'")).length === 0, "its time has come and gone");
    expect((await storyOf(stage, ref)).join("\n")).not.toContain("Asked by itself");
  });
});

describe("Somebody turns to more people", () => {
  it("by the next step, before its time, and whoever has it keeps it", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example")), "have");
    const { groupId } = await alertNamed(stage, "HighLatency");
    const view = expectOk(await stage.api.post<EscalationView>(`/api/v1/groups/${groupId}/escalate`, { nextStep: true, because: "It is worse than it looks." }));
    expect(view).toMatchObject({ status: "running", needed: 2, have: [{ personId: "amara" }] });
    await mailTo(stage, "ben@acme.example");
    const alert = await alertNamed(stage, "HighLatency");
    expect([alert.status, alert.notes.map(({ text }) => text)]).toEqual(["acknowledged", ["It is worse than it looks."]]);
  });

  it("by asking an expert, who is listed with whether they are on call or awake", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const { groupId } = await alertNamed(stage, "HighLatency");
    const experts = expectOk(await stage.api.get<{ items: ExpertView[] }>(`/api/v1/groups/${groupId}/experts`)).items;
    expect(experts[0]).toMatchObject({ personId: "amara", standing: "on-call", localTime: "14:47", onCallFor: [{ name: "Web primary" }] });
    expectOk(await stage.api.post(`/api/v1/groups/${groupId}/experts`, { personIds: ["ben"] }));
    expect((await mailTo(stage, "ben@acme.example")).text).toContain("asks you as an expert of the service");
    expect((await stage.api.post(`/api/v1/groups/${groupId}/experts`, { personIds: ["hana"] })).body).toMatchObject({ code: "expert.invalid", errors: [{ path: "personIds" }] });
  });

  it("and is refused where it has ended, and where the wish means nothing", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const { groupId } = await alertNamed(stage, "HighLatency");
    const path = `/api/v1/groups/${groupId}/escalate`;
    expect((await stage.api.post(path, { nextStep: true, policyId: "web" })).status).toBe(400);
    expect((await stage.api.post(path, { targets: ["person/nobody"] })).status).toBe(422);
    await alertArrives(stage, {}, "resolved");
    expect(await stage.api.post(path, { nextStep: true })).toMatchObject({ status: 409, body: { code: "escalation.ended" } });
  });

  it("in an incident: the manager of the team, another policy, and an expert", async () => {
    const stage = await setStage();
    const ref = await declare(stage, "sev3", ["checkout"]);
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/escalate`, { targets: ["team-manager"], because: "They have to decide." }));
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/escalate`, { policyId: "web" }));
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/escalate`, { nextStep: true }));
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/experts`, { personIds: ["dana"], because: "You wrote it." }));
    const story = await storyOf(stage, ref);
    for (const line of ["Looking for whoever answers by the policy web", "Escalated to the next step of the policy web", "Asked as an expert: Dana Reyes"]) expect(story).toContain(line);
    const experts = expectOk(await stage.api.get<{ items: ExpertView[] }>(`/api/v1/incidents/${ref}/experts`)).items;
    expect(experts.find(({ personId }) => personId === "dana")?.pagedAt).not.toBeNull();
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/resolve`, {}));
    expect((await stage.api.post(`/api/v1/incidents/${ref}/escalate`, { nextStep: true })).status).toBe(409);
  });
});
