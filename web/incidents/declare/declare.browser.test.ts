import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { openSignedIn } from "../../../scenarios/signed-in.ts";
import { mailTo, setStage, type Stage } from "../../../scenarios/stage.ts";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const patience = 20_000;

async function enter(stage: Stage, path: string, personId: string): Promise<Page> {
  const page = await openSignedIn(browser, stage, path, { personId });
  page.setDefaultTimeout(patience);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

const title = (page: Page) => page.getByLabel("What is happening");

async function refOf(page: Page): Promise<string> {
  await page.waitForURL(/\/incidents\/INC-\d+$/);
  return page.url().split("/").at(-1) ?? "";
}

const read = async ({ api }: Stage, ref: string) => expectOk(await api.get<IncidentDetail>(`/api/v1/incidents/${ref}`));

describe("Declaring in a browser", () => {
  it("is found from anywhere by its name, takes one sentence, and makes whoever declares the commander", async () => {
    const stage = await setStage();
    const page = await enter(stage, "/services", "chidi");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("declare");
    await page.getByRole("option", { name: "Declare an incident", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await title(page).fill("Baskets are empty for some");
    await page.keyboard.press("Enter");
    expect(await read(stage, await refOf(page))).toMatchObject({ title: "Baskets are empty for some", severity: null, commander: { id: "chidi" } });
  });

  it("says who is woken, wakes them, and leaves alone who was struck off", async () => {
    const stage = await setStage();
    const page = await enter(stage, "/declare", "chidi");
    await title(page).fill("Nobody can pay");
    for (const service of ["Storefront", "Search"]) {
      await page.getByRole("combobox", { name: "Services hit" }).fill(service);
      await page.getByRole("option", { name: service }).click();
    }
    await page.keyboard.press("Escape");
    await page.getByLabel("Page whoever is on call for Search").uncheck();
    await page.getByRole("button", { name: "Sev 2", exact: true }).click();
    await page.getByRole("button", { name: "P2", exact: true }).click();
    await page.getByLabel("What you see").fill("Since the deployment.");
    await page.getByRole("button", { name: "Declare", exact: true }).click();
    const incident = await read(stage, await refOf(page));
    expect(incident).toMatchObject({ severity: { id: "sev2" }, priority: { id: "p2" }, services: [{ id: "storefront" }, { id: "search" }] });
    await page.getByText("Since the deployment.").waitFor();
    await mailTo(stage, "amara@acme.example", "Nobody can pay");
  });

  it("keeps what was typed over a reload, until it is sent", async () => {
    const stage = await setStage();
    const page = await enter(stage, "/declare", "chidi");
    await title(page).fill("Something is slow");
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await title(page).inputValue()).toBe("Something is slow");
    await page.getByRole("button", { name: "Declare", exact: true }).click();
    await refOf(page);
    await page.goto(`${stage.product.url}/declare`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await title(page).inputValue()).toBe("");
  });
});
