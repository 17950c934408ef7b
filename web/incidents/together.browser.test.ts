import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { dialog, enterRoom, lookAt, people, readIncident, timeline } from "../../scenarios/incident-room.ts";
import { mailTo, minute, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** An incident that Grete commands. */
async function declare({ api }: Stage): Promise<string> {
  return expectOk(await api.post<{ ref: string }>("/api/v1/incidents", { title: "Checkout times out at payment", severity: "sev1", priority: "p1", serviceIds: ["checkout"], page: false, commanderId: "grete" })).ref;
}

/** What people found out so far. */
async function findOut(stage: Stage, ref: string): Promise<void> {
  const { api } = stage;
  const path = `/api/v1/incidents/${ref}`;
  const ground = [
    { kind: "condition", text: "62 % of payments in Europe and the US fail", saidBy: { tool: "checkout-availability" } },
    { kind: "condition", text: "Refunds are not affected", saidBy: { personId: "elif" } },
    { kind: "hypothesis", text: "Nightly settlement ran late and holds its connections", saidBy: { personId: "chidi" } },
    { kind: "hypothesis", text: "The payment provider is slow", saidBy: { personId: "dana" } },
    { kind: "action", text: "Chidi widens the ledger pool, region 2 of 3" },
    { kind: "need", text: "Somebody who may stop settlement" },
  ];
  for (const item of ground) expectOk(await api.post(`${path}/ground`, item));
  const { entry } = expectOk(await api.post<{ entry: number }>(`${path}/notes`, { text: "The pool fills two minutes before the first alert. Settlement started at 13:55, ten hours late." }));
  const items = (await readIncident(stage, ref)).ground;
  const idOf = (text: string) => items.find((item) => item.text?.startsWith(text))?.id ?? "";
  expectOk(await api.put(`${path}/ground/${idOf("Nightly")}/evidence/${String(entry)}`, { stance: "supports" }));
  expectOk(await api.patch(`${path}/ground/${idOf("The payment provider")}`, { mark: "ruled-out", reason: "p99 is 240 ms" }));
  expectOk(await api.patch(`${path}/ground/${idOf("Refunds")}`, { mark: "disputed", reason: "Support has two reports" }));
  expectOk(await api.patch(`${path}/ground/${idOf("62")}`, { mark: "agreed" }));
}

describe("Somebody who comes in late", () => {
  it("reads the brief first, joins with it, and the commander sees that they know", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    await findOut(stage, ref);
    await stage.clock.advance(22 * minute);
    const [grete, dana] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "dana")];
    await dana.getByText("You are not in this incident yet.").waitFor();
    await lookAt(dana, "arriving");
    await dana.getByRole("button", { name: "Read the brief" }).click();
    await dialog(dana).getByText(/^62 % of payments in Europe and the US fail/).waitFor();
    await dialog(dana).getByText("The payment provider is slow (p99 is 240 ms)").waitFor();
    await dialog(dana).getByText(/^Incident commander: Grete Lund/).waitFor();
    const words = Number(/^(\d+) words/.exec(await dialog(dana).getByText(/^\d+ words/).innerText())?.[1]);
    expect(words).toBeLessThanOrEqual(200);
    await lookAt(dana, "brief");
    await dialog(dana).getByRole("button", { name: "I have read it, and join" }).click();
    await dana.getByText("You are not in this incident yet.").waitFor({ state: "detached" });
    await people(grete).getByText("Dana Reyes", { exact: true }).waitFor();
    await timeline(grete).getByText(/has read the brief/).waitFor();
    await grete.getByRole("button", { name: "Brief a latecomer" }).click();
    await dialog(grete).getByText("Read by Dana.").waitFor();
  }, 120_000);
});

describe("The common ground", () => {
  it("is what the mock shows: who says it, what became of it and why, what bears it out", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    await findOut(stage, ref);
    const page = await enterRoom(browser, stage, ref, "grete");
    const ground = page.getByRole("region", { name: "Common ground" });
    await ground.getByText(/^Elif says so; .+ disputes it: Support has two reports$/).waitFor();
    await ground.getByRole("button", { name: "1 piece of evidence" }).click();
    await ground.getByText(/The pool fills two minutes before/).waitFor();
    await lookAt(page, "ground");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("button", { name: "Ground", exact: true }).click();
    await takeScreenshot(page, "ground-phone");
    expect(await axe(page)).toEqual([]);
  }, 120_000);

  it("that two put in other words at once keeps the first, says so to the second, and loses neither", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/ground`, { kind: "condition", text: "Payments fail" }));
    const [grete, chidi] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "chidi")];
    for (const page of [grete, chidi]) {
      await page.getByRole("button", { name: "condition, open; mark it" }).click();
      await page.getByRole("menuitem", { name: "Put it in other words" }).click();
    }
    await grete.getByLabel("In other words").fill("Payments fail in Europe");
    await chidi.getByLabel("In other words").fill("Six of ten payments fail");
    await grete.keyboard.press("Enter");
    await chidi.getByRole("region", { name: "Common ground" }).getByText("Payments fail in Europe", { exact: true }).waitFor();
    await chidi.getByLabel("In other words").press("Enter");
    await chidi.getByRole("alert").getByText(/^Grete Lund put it in other words meanwhile/).waitFor();
    expect(await chidi.getByLabel("In other words").inputValue()).toBe("Six of ten payments fail");
    await chidi.getByLabel("In other words").press("Enter");
    await grete.getByRole("region", { name: "Common ground" }).getByText("Six of ten payments fail", { exact: true }).waitFor();
  }, 60_000);
});

describe("Somebody who observes", () => {
  it("asks the commander and nobody else, sees the answer, and takes command in the open only", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const [grete, hana, chidi] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "hana", { role: "manager" }), await enterRoom(browser, stage, ref, "chidi")];
    await hana.getByRole("button", { name: "Read the brief" }).click();
    await dialog(hana).getByRole("button", { name: "I have read it, and observe" }).click();
    await people(grete).getByText("Observes, may ask you").waitFor();
    await people(hana).getByRole("button", { name: "Ask Grete" }).click();
    await hana.getByLabel("Your question to the commander").fill("When can customers pay again?");
    await hana.getByRole("button", { name: "Ask", exact: true }).click();
    await people(grete).getByText("When can customers pay again?").waitFor();
    expect(await chidi.getByText("When can customers pay again?").count()).toBe(0);
    await lookAt(hana, "observer");
    await lookAt(grete, "question");
    await mailTo(stage, "grete@acme.example", "asks you “When can customers pay again?”");
    await grete.getByLabel("Answer to Hana Kim").fill("Before 15:30, we think.");
    await grete.getByRole("button", { name: "Answer", exact: true }).click();
    await people(hana).getByText("Before 15:30, we think.").waitFor();
    await people(hana).getByRole("button", { name: "Lend authority" }).click();
    await hana.getByRole("button", { name: "Lend authority" }).click();
    await timeline(chidi).getByText(/Please bring everything to them/).waitFor();
    await people(hana).getByRole("button", { name: "Take command" }).click();
    await dialog(hana).getByText(/Everybody in the room sees that you took it from Grete Lund/).waitFor();
    await dialog(hana).getByRole("button", { name: "Take command from Grete" }).click();
    await timeline(grete).getByText(/is Incident commander, which Grete Lund held/).waitFor();
    await hana.getByText(/^You command, since/).waitFor();
  }, 120_000);
});

describe("A decision", () => {
  it("is recorded with its options and its evidence, and whoever decided is asked to look again", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.getByLabel("Note").fill("The US fails too.");
    await page.keyboard.press("Enter");
    await timeline(page).getByText("The US fails too.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Decision", exact: true }).click();
    const options = page.getByRole("combobox", { name: "Options" });
    for (const option of ["Raise to Sev 0", "Wait for region 2"]) {
      await options.fill(option);
      await options.press("Enter");
    }
    await page.getByRole("combobox", { name: "Chosen" }).click();
    await page.getByRole("option", { name: "Wait for region 2" }).click();
    await page.getByRole("combobox", { name: "Evidence" }).click();
    await page.getByRole("option", { name: /The US fails too/ }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Look again" }).click();
    await page.getByRole("option", { name: "in 30 minutes" }).click();
    await page.getByLabel("Decision", { exact: true }).last().fill("Region 2 is done within the half hour.");
    await lookAt(page, "deciding");
    await page.getByRole("button", { name: "Record" }).click();
    await timeline(page).getByText("Decision: Wait for region 2").waitFor();
    await timeline(page).getByText("Rests on Grete: The US fails too.").waitFor();
    await stage.clock.advance(31 * minute);
    await mailTo(stage, "grete@acme.example", "look again at “Region 2 is done within the half hour.”");
    await page.getByText("You wanted to look at this again:").waitFor();
    await lookAt(page, "look-again");
    await page.getByRole("button", { name: "It stands" }).click();
    await page.getByText("You wanted to look at this again:").waitFor({ state: "detached" });
    await timeline(page).getByText(/^Looked at again at/).waitFor();
  }, 120_000);
});

describe("Relief", () => {
  it("is due before the limit, proposes who comes next, and asks them with one press", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    await stage.clock.advance(7.5 * 60 * minute + minute);
    await mailTo(stage, "grete@acme.example", "relief of Grete Lund as Incident commander");
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.getByText(/^You hand Incident commander over until/).waitFor();
    await people(page).getByText(/relief (at|was due at) .*\d\d:\d\d/).first().waitFor();
    await lookAt(page, "relief");
    await page.getByRole("button", { name: /^Ask (?!an|somebody|for|to)/ }).first().click();
    await page.getByText(/has not accepted Incident commander yet/).waitFor();
    const { handovers } = await readIncident(stage, ref);
    expect(handovers).toMatchObject([{ role: "incident-commander", from: { id: "grete" }, brief: expect.stringContaining("Who holds what: Incident commander: Grete Lund") }]);
    await page.keyboard.press("Escape");
    await page.getByText("Take it back").click();
    await page.keyboard.press("h");
    await dialog(page).getByText(/side by side for 30 min/).waitFor();
    await lookAt(page, "handover");
  }, 120_000);
});
