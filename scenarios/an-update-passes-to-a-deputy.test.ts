import { describe, expect, it } from "vitest";
import { expectOk, type Client } from "../fakes/client.ts";
import type { OwedView } from "../server/features/communications/contract.ts";
import type { EntryView } from "../server/features/incidents/timeline.contract.ts";
import { eventually, mailTo, minute, setStage, signIn, type Stage } from "./stage.ts";

interface Declared {
  stage: Stage;
  path: string;
}

/** An incident that Grete commands, in which Jonas communicates and Chidi leads technically. */
async function declare(): Promise<Declared> {
  const stage = await setStage();
  const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Checkout times out", serviceIds: ["checkout"], severity: "sev1", priority: "p2", page: false, commanderId: "grete" }));
  const path = `/api/v1/incidents/${ref}`;
  for (const [role, personId] of [["communications-lead", "jonas"], ["technical-lead", "chidi"]]) expectOk(await stage.api.post(`${path}/roles/${role ?? ""}/assign`, { personId }));
  return { stage, path };
}

const owedBy = async (api: Client, path: string, personId: string) => expectOk(await api.get<{ items: OwedView[] }>(`${path}/owed`)).items.find(({ person }) => person.id === personId);
const linesOf = async ({ stage, path }: Declared) => expectOk(await stage.api.get<{ items: EntryView[] }>(`${path}/timeline`)).items.map(({ bold, rest }) => `${bold} ${rest}`);

describe("An update that has not come by its time", () => {
  it("may be sent by the deputy too, who is told; either's update is it, and the log says so", async () => {
    const { stage, path } = await declare();
    expectOk(await stage.api.put(`${path}/roles/communications-lead/deputy`, { personId: "kira" }));
    await stage.clock.advance(29 * minute);
    expect(await owedBy(stage.api, path, "jonas")).toMatchObject({ isOverdue: false, standIn: null });
    await mailTo(stage, "grete@acme.example", "you may give the update to Communications lead");
    await stage.clock.advance(2 * minute);
    const mail = await mailTo(stage, "kira@acme.example", "you may give the update");
    expect(mail.text).toMatch(/The update of Jonas Weber to .*Executives.* was expected at \d\d:\d\d/);
    expect(mail.text).toContain("You get this because you are deputy for Communications lead.");
    expect(await owedBy(stage.api, path, "jonas")).toMatchObject({ isOverdue: true, standIn: { name: "Kira Tamm", isDeputy: true } });
    expect(await linesOf({ stage, path })).toContainEqual(expect.stringMatching(/^Kira Tamm may give the update of Communications lead to Executives.* too; it was expected$/));
    const kira = await signIn(stage, "kira", "responder");
    expectOk(await kira.post(`${path}/updates`, { conditions: "Most customers cannot pay.", actions: "We roll back.", audienceIds: ["team/payments", "executives", "support", "customers"] }));
    expect(await owedBy(stage.api, path, "jonas")).toMatchObject({ isOverdue: false, standIn: null });
  }, 60_000);

  it("inside the chain is given by what the deputy writes, once", async () => {
    const { stage, path } = await declare();
    expectOk(await stage.api.put(`${path}/roles/technical-lead/deputy`, { personId: "ben" }));
    const ben = await signIn(stage, "ben", "responder");
    expectOk(await ben.post(`${path}/notes`, { text: "Before its time this is nobody's news but Ben's." }));
    await stage.clock.advance(16 * minute);
    await mailTo(stage, "ben@acme.example", "Write what you know into the room.");
    expect(await owedBy(stage.api, path, "chidi")).toMatchObject({ isOverdue: true, standIn: { name: "Ben Sato" } });
    expectOk(await ben.post(`${path}/notes`, { text: "The pool is wider now; it is better." }));
    expect(await owedBy(stage.api, path, "chidi")).toMatchObject({ isOverdue: false, standIn: null });
    await stage.clock.advance(10 * minute);
    expectOk(await ben.post(`${path}/notes`, { text: "Nothing new." }));
    await stage.clock.advance(6 * minute);
    expect(await owedBy(stage.api, path, "chidi")).toMatchObject({ isOverdue: true });
  }, 60_000);

  it("falls to the commander where there is no deputy, and to nobody where the commander owes it", async () => {
    const { stage, path } = await declare();
    await stage.clock.advance(31 * minute);
    expect((await mailTo(stage, "grete@acme.example", "you may give the update to Payments")).text).toContain("nobody else stands in for Communications lead");
    expect(await owedBy(stage.api, path, "jonas")).toMatchObject({ standIn: { name: "Grete Lund", isDeputy: false } });
    expectOk(await stage.api.post(`${path}/roles/communications-lead/assign`, { personId: "grete" }));
    await eventually(async () => (await owedBy(stage.api, path, "grete"))?.standIn === null, "nobody else is named");
  }, 60_000);
});

describe("A workstream", () => {
  it("has a lead who tells the commander by its rhythm: any note in it is the news", async () => {
    const { stage, path } = await declare();
    expectOk(await stage.api.post(`${path}/workstreams`, { area: "execution", leadId: "chidi", every: "30m" }));
    const chidi = await signIn(stage, "chidi", "responder");
    const { workstreams } = expectOk(await stage.api.get<{ workstreams: { id: string }[] }>(path));
    const news = async () => expectOk(await stage.api.get<{ items: OwedView[] }>(`${path}/owed`)).items.find(({ workstream }) => workstream !== null);
    await stage.clock.advance(31 * minute);
    expect(await news()).toMatchObject({ workstream: { name: "Execution" }, person: { id: "chidi" }, roles: [{ people: [{ id: "grete" }] }], isOverdue: true, standIn: null });
    expectOk(await chidi.post(`${path}/notes`, { text: "This is about something else." }));
    expect(await news()).toMatchObject({ isOverdue: true });
    expectOk(await chidi.post(`${path}/notes`, { text: "The rollback runs, region 2 of 3.", workstreamId: workstreams[0]?.id }));
    expect(await news()).toMatchObject({ isOverdue: false });
    expect(await linesOf({ stage, path })).toContain(" in Execution");
  }, 60_000);
});
