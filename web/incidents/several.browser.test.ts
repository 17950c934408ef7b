import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { dialog, enterRoom, lookAt, people, readIncident, timeline } from "../../scenarios/incident-room.ts";
import { alertArrives, alertNamed, eventually, mailTo, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeEach(async () => { browser = await openBrowser(); }, 60_000);
afterEach(() => browser.close());

const declare = async ({ api }: Stage, body: object): Promise<string> => expectOk(await api.post<{ ref: string }>("/api/v1/incidents", { page: false, commanderId: "grete", ...body })).ref;

const related = (page: Page) => page.getByRole("list", { name: "Related incidents" });
const menu = async (page: Page, item: string) => {
  await page.getByRole("button", { name: "More", exact: true }).first().click();
  await page.getByRole("menuitem", { name: item }).click();
};

describe("Two incidents that belong together", () => {
  it("are proposed by what is hit, related with a word why, seen in both rooms, and taken back with one tap", async () => {
    const stage = await setStage();
    const ledger = await declare(stage, { title: "The ledger answers slowly", serviceIds: ["ledger"], commanderId: "chidi" });
    await declare(stage, { title: "Search finds nothing", serviceIds: ["search"] });
    const checkout = await declare(stage, { title: "Checkout times out at payment", severity: "sev1", serviceIds: ["checkout"] });
    const grete = await enterRoom(browser, stage, checkout, "grete");
    await menu(grete, "Related to another");
    await dialog(grete).getByText(/^Checkout depends on Ledger; began /).waitFor();
    expect(await dialog(grete).getByText("Search finds nothing").count()).toBe(0);
    await dialog(grete).getByText(`${ledger} The ledger answers slowly`).click();
    await dialog(grete).getByText(`${ledger} caused ${checkout}`).click();
    await dialog(grete).getByLabel("Why, in short").fill("Its pool is full since 13:55");
    await lookAt(grete, "relate");
    await dialog(grete).getByRole("button", { name: `Relate ${checkout} and ${ledger}` }).click();
    await related(grete).getByText("caused it: Its pool is full since 13:55").waitFor();
    await lookAt(grete, "related");
    await related(grete).getByRole("link", { name: ledger }).click();
    await grete.getByRole("heading", { level: 1, name: "The ledger answers slowly" }).waitFor();
    await related(grete).getByText("caused by it: Its pool is full since 13:55").waitFor();
    await timeline(grete).getByText("Its pool is full since 13:55").waitFor();
    await related(grete).getByRole("button", { name: `${checkout} is not related` }).click();
    await related(grete).waitFor({ state: "detached" });
    expect((await readIncident(stage, checkout)).related).toEqual([]);
    await grete.getByRole("button", { name: "Undo" }).click();
    await related(grete).getByRole("link", { name: checkout }).waitFor();
  }, 120_000);
});

describe("Part of an incident that is another", () => {
  it("is split off: what will move and who is paged is said first, the searches go on, and both rooms say so", async () => {
    const stage = await setStage();
    await alertArrives(stage, { alertname: "SearchEmpty", service: "search" });
    await mailTo(stage, "amara@acme.example");
    await alertArrives(stage, { alertname: "PaymentsFail", service: "checkout" });
    const groupOf = async (name: string) => (await alertNamed(stage, name)).groupId ?? "";
    const [search, checkout] = [await groupOf("SearchEmpty"), await groupOf("PaymentsFail")];
    const known = expectOk(await stage.api.get<{ items: { ref: string; id: string }[] }>("/api/v1/incidents?status=running")).items;
    for (const { ref } of known) expectOk(await stage.api.post(`/api/v1/incidents/${ref}/cancel`, { reason: "For the test" }));
    for (const groupId of [search, checkout]) {
      for (const { ref } of known) await stage.api.del(`/api/v1/incidents/${ref}/groups/${groupId}`);
    }
    const ref = await declare(stage, { title: "The shop is broken in several ways", severity: "sev2", groupIds: [search, checkout] });
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/tasks`, { text: "Look at the index of search" }));
    const page = await enterRoom(browser, stage, ref, "grete");
    await menu(page, "Part of it is another incident: split");
    await dialog(page).getByText(/^Choose what goes/).waitFor();
    await dialog(page).getByLabel(/What the new incident is/).fill("Search finds nothing");
    await dialog(page).getByRole("checkbox", { name: /SearchEmpty/ }).check();
    await dialog(page).getByRole("checkbox", { name: /Look at the index/ }).check();
    await dialog(page).getByText("You command it.").waitFor();
    await dialog(page).getByText(/^The search by the policy web goes along where it stands: Amara Okafor is asked already\.$/).waitFor();
    await dialog(page).getByText("Nobody is paged anew.").waitFor();
    await lookAt(page, "split");
    await dialog(page).getByRole("checkbox", { name: /PaymentsFail/ }).check();
    await dialog(page).getByText(/^Nothing would remain here\./).waitFor();
    expect(await dialog(page).getByRole("button", { name: "Split it off" }).isDisabled()).toBe(true);
    await dialog(page).getByRole("checkbox", { name: /PaymentsFail/ }).uncheck();
    await dialog(page).getByRole("button", { name: "Split it off" }).click();
    await page.getByRole("heading", { level: 1, name: "Search finds nothing" }).waitFor();
    await related(page).getByText("this was split off from it").waitFor();
    await timeline(page).getByText(`from ${ref}`).waitFor();
    await lookAt(page, "split-off");
    const { related: links, groups, tasks } = await readIncident(stage, ref);
    expect([links.map(({ relation }) => relation), groups.length, tasks.filter(({ duty }) => duty === null).map(({ status }) => status)]).toEqual([["split-off"], 1, ["dropped"]]);
  }, 120_000);
});

describe("People in several incidents", () => {
  it("are marked in the room, where somebody takes over, and in the list, by their names", async () => {
    const stage = await setStage();
    const one = await declare(stage, { title: "Checkout times out at payment", severity: "sev1", priority: "p1", serviceIds: ["checkout"] });
    const other = await declare(stage, { title: "Search finds nothing", severity: "sev3", serviceIds: ["search"] });
    expectOk(await stage.api.post(`/api/v1/incidents/${other}/roles/scribe/take`, { personId: "dana" }));
    expectOk(await stage.api.post(`/api/v1/incidents/${one}/roles/technical-lead/take`, { personId: "chidi" }));
    const page = await enterRoom(browser, stage, one, "grete");
    await people(page).getByText(`Also Incident commander of ${other} since`).waitFor();
    await takeScreenshot(page, "several-room");
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press("h");
    await dialog(page).getByRole("combobox", { name: "To whom" }).click();
    const options = page.getByRole("option");
    await options.filter({ hasText: `Dana Reyes, also Scribe of ${other}` }).waitFor();
    const names = await options.allInnerTexts();
    expect(names.at(-1)).toMatch(/, also /);
    await takeScreenshot(page, "several-handover");
    await page.goto(`${stage.product.url}/incidents`);
    await page.getByText("In several incidents at once").waitFor();
    await eventually(async () => (await page.getByRole("main").getByText(new RegExp(`Incident commander of ${other} since`)).count()) === 1, "the mark in the list");
    await lookAt(page, "several-list");
  }, 120_000);
});
