import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { dialog, enterRoom, lookAt, people, readIncident, timeline } from "../../scenarios/incident-room.ts";
import { minute, setStage, signIn, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** An incident that Grete commands, in which Jonas communicates. */
async function declare({ api }: Stage): Promise<string> {
  const { ref } = expectOk(await api.post<{ ref: string }>("/api/v1/incidents", { title: "Checkout times out at payment", severity: "sev1", priority: "p1", serviceIds: ["checkout"], page: false, commanderId: "grete" }));
  expectOk(await api.post(`/api/v1/incidents/${ref}/roles/communications-lead/assign`, { personId: "jonas" }));
  return ref;
}

describe("The duties of a role", () => {
  it("stand at the role as a short list to tick, and go to whoever takes it over", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const grete = await enterRoom(browser, stage, ref, "grete");
    await people(grete).getByRole("checkbox", { name: "Delegate" }).click();
    await people(grete).getByRole("button", { name: "Duties of Incident commander: 1 of 4 done" }).waitFor();
    await people(grete).getByRole("button", { name: "Drop “Keep focus”" }).click();
    await people(grete).getByRole("button", { name: "Duties of Incident commander: 1 of 3 done" }).waitFor();
    await grete.getByRole("button", { name: "Undo" }).click();
    await people(grete).getByRole("button", { name: /^and 6 duties of 3 roles that nobody holds$/ }).click();
    await people(grete).getByRole("checkbox", { name: "Make the changes agreed" }).waitFor();
    await timeline(grete).getByText(/“Delegate” of Incident commander/).first().waitFor();
    await lookAt(grete, "duties", "People");
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/roles/technical-lead/assign`, { personId: "jonas" }));
    await people(grete).getByRole("button", { name: "Without those of other roles" }).click();
    await people(grete).getByRole("button", { name: "and 3 duties of 1 role that nobody holds" }).waitFor();
    expect((await readIncident(stage, ref)).tasks.find(({ text }) => text === "Drive the technical resolution")).toMatchObject({ owner: { id: "jonas" }, duty: { id: "technical-lead" } });
    const jonas = await enterRoom(browser, stage, ref, "jonas");
    await people(jonas).getByRole("checkbox", { name: "Drive the technical resolution" }).waitFor();
  }, 120_000);
});

describe("A deputy", () => {
  it("is named by the holder, and may send what has not come by its time", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const jonas = await enterRoom(browser, stage, ref, "jonas");
    await people(jonas).getByRole("button", { name: "Deputy for Communications lead" }).click();
    await dialog(jonas).getByRole("combobox", { name: "Deputy" }).click();
    await jonas.getByRole("option", { name: "Kira Tamm" }).click();
    await lookAt(jonas, "naming-a-deputy");
    await dialog(jonas).getByRole("button", { name: "Name them" }).click();
    await people(jonas).getByText("Kira Tamm is deputy").waitFor();
    await stage.clock.advance(31 * minute);
    const kira = await enterRoom(browser, stage, ref, "kira");
    await people(kira).getByText("you are deputy").waitFor();
    await kira.getByText(/^The update of Jonas to .*Executives.* has not come yet\.$/).first().waitFor();
    await kira.getByText("you as deputy may send it").first().waitFor();
    await lookAt(kira, "deputy");
    await kira.getByRole("button", { name: "Write it" }).first().click();
    await dialog(kira).waitFor();
  }, 120_000);
});

describe("A workstream", () => {
  it("is opened with a lead, holds notes and tasks, and is closed", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/workstreams`, { name: "Refunds", leadId: "jonas" }));
    const grete = await enterRoom(browser, stage, ref, "grete");
    await people(grete).getByRole("button", { name: "Open a workstream" }).click();
    await dialog(grete).getByRole("combobox", { name: "Lead" }).click();
    await grete.getByRole("option", { name: "Chidi Novak" }).click();
    await lookAt(grete, "opening-a-workstream");
    await dialog(grete).getByRole("button", { name: "Open it" }).click();
    await people(grete).getByText("Chidi Novak leads, tells you every 30 min").waitFor();
    await people(grete).getByRole("button", { name: "Note in Refunds" }).click();
    await grete.getByLabel("What is so in Refunds").fill("Twelve refunds wait.");
    await grete.keyboard.press("Enter");
    await timeline(grete).getByText("in Refunds").waitFor();
    await grete.getByRole("button", { name: "Done", exact: true }).click();
    await people(grete).getByRole("button", { name: "Task in Execution" }).click();
    await grete.getByLabel("What is to be done in Execution").fill("Watch the pool");
    await grete.keyboard.press("Enter");
    await people(grete).getByText("Chidi Novak leads, tells you every 30 min, 1 task").waitFor();
    await grete.getByRole("button", { name: "Done", exact: true }).click();
    expectOk(await (await signIn(stage, "elif", "responder")).post(`/api/v1/incidents/${ref}/join`, { as: "responder" }));
    await people(grete).getByText(/^Without a role or workstream yet/).first().waitFor();
    await lookAt(grete, "workstreams", "People");
    await people(grete).getByRole("button", { name: "Change Refunds" }).click();
    await grete.getByRole("menuitem", { name: "every hour" }).click();
    await people(grete).getByText("leads, tells you every 1 h").waitFor();
    await people(grete).getByRole("button", { name: "Close Refunds" }).click();
    await people(grete).getByText("Refunds", { exact: true }).waitFor({ state: "detached" });
    expect((await readIncident(stage, ref)).workstreams.map(({ name, closedAt }) => [name, closedAt !== null])).toEqual([["Refunds", true], ["Execution", false]]);
  }, 120_000);
});

describe("A long incident", () => {
  it("shows who would hold command for the next 24 hours; one press plans the hand-over, another calls it off", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const grete = await enterRoom(browser, stage, ref, "grete");
    await people(grete).getByRole("button", { name: "The next 24 hours" }).click();
    await dialog(grete).getByText("hold it now, until 20:00 in Oslo").waitFor();
    await dialog(grete).getByText("Nobody of the rotation is awake").first().waitFor();
    await dialog(grete).getByRole("button", { name: /^Plan the hand-over of Incident commander to/ }).first().click();
    await dialog(grete).getByRole("button", { name: "Call off" }).waitFor();
    expect((await readIncident(stage, ref)).plannedHandovers).toMatchObject([{ role: "incident-commander" }]);
    await lookAt(grete, "ahead");
    await grete.keyboard.press("Escape");
    await people(grete).getByText(/^to .+, planned$/).waitFor();
    await people(grete).getByRole("button", { name: "The next 24 hours" }).click();
    await dialog(grete).getByRole("button", { name: "Call off" }).click();
    await dialog(grete).getByRole("button", { name: "Call off" }).waitFor({ state: "detached" });
    expect((await readIncident(stage, ref)).plannedHandovers).toEqual([]);
  }, 120_000);
});
