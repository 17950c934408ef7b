import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn, type SignedInOptions } from "../../scenarios/signed-in.ts";
import { setStage, type Stage } from "../../scenarios/stage.ts";
import type { IncidentDetail } from "../../server/features/incidents/contract.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const patience = 20_000;

/** An incident that Chidi commands. */
async function declare({ api }: Stage, more: object = {}): Promise<string> {
  const wish = { title: "Checkout times out at payment for most customers", severity: "sev2", priority: "p2", serviceIds: ["checkout"], page: false, commanderId: "chidi", ...more };
  return expectOk(await api.post<{ ref: string }>("/api/v1/incidents", wish)).ref;
}

async function enter(stage: Stage, ref: string, options: SignedInOptions = {}): Promise<Page> {
  const page = await openSignedIn(browser, stage, `/incidents/${ref}`, { personId: "chidi", ...options });
  page.setDefaultTimeout(patience);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

const read = async ({ api }: Stage, ref: string) => expectOk(await api.get<IncidentDetail>(`/api/v1/incidents/${ref}`));
const dialog = (page: Page) => page.getByRole("dialog");
const foreseen = (page: Page) => dialog(page).getByRole("region", { name: "What it will change" });

describe("The class of an incident in a browser", () => {
  it("shows what it will change while one chooses, and sets what is proposed", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    expectOk(await stage.api.put(`/api/v1/incidents/${ref}/impact`, { usersAffected: 0.6, slaAtRisk: true }));
    const page = await enter(stage, ref);
    await page.getByRole("button", { name: /^Proposed: Sev 1/ }).click();
    await dialog(page).getByText("impact.usersAffected >= 0.5 || slaAtRisk", { exact: true }).waitFor();
    await dialog(page).getByRole("radio", { name: /^P1/ }).check();
    await foreseen(page).getByText("Communications lead is needed, with a holder of its own.").waitFor();
    await foreseen(page).getByText(/is paged, to be Communications lead\.$/).waitFor();
    await foreseen(page).getByText(/^Told from now on: .*Legal and finance/).waitFor();
    await dialog(page).getByText("Sev 1 × P1 asks for a holder of its own for Communications lead, Customer support told and an update every 1h.").waitFor();
    await page.locator('[aria-label="What it will change"][aria-busy="false"]').waitFor();
    await takeScreenshot(page, "class-dialog-light");
    expect(await axe(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Set Sev 1 × P1" }).click();
    await page.getByRole("button", { name: "Sev 1 × P1, change" }).waitFor();
    expect((await read(stage, ref)).proposed).toBeNull();
  });

  it("asks why where another severity than the proposed one is chosen, or it is for a customer, and says for whom", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    expectOk(await stage.api.put(`/api/v1/incidents/${ref}/impact`, { usersAffected: 0.6, slaAtRisk: false, customerIds: ["northwind"] }));
    const page = await enter(stage, ref);
    await page.getByRole("button", { name: "Sev 2 × P2, change" }).click();
    await dialog(page).getByRole("radio", { name: /^Sev 0/ }).check();
    await dialog(page).getByText("Sev 1 is proposed. Say why it is another.").waitFor();
    expect(await dialog(page).getByRole("button", { name: "Set Sev 0 × P2" }).isDisabled()).toBe(true);
    await dialog(page).getByRole("checkbox", { name: "Because of who the customer is" }).check();
    await dialog(page).getByLabel("Why", { exact: true }).fill("Northwind opens its shop today.");
    await dialog(page).getByRole("button", { name: "Set Sev 0 × P2" }).click();
    await page.getByText("for Northwind Traders", { exact: true }).first().waitFor();
    await takeScreenshot(page, "class-for-customer-light");
    expect(await read(stage, ref)).toMatchObject({ severity: { id: "sev0" }, forCustomers: [{ id: "northwind" }] });
  });

  it("can be set on a phone, at night, in the same way", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enter(stage, ref, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await page.getByRole("button", { name: "Sev 2 × P2, change" }).click();
    await dialog(page).getByRole("radio", { name: /^Sev 1/ }).check();
    await foreseen(page).getByText("Communications lead is needed, with a holder of its own.").waitFor();
    await takeScreenshot(page, "class-dialog-phone-dark");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await axe(page)).toEqual([]);
  });

  it("says who is paged for a service before it is added", async () => {
    const stage = await setStage();
    const ref = await declare(stage, { severity: "sev4", priority: "p3" });
    const page = await enter(stage, ref);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Services, kind and tags" }).click();
    await dialog(page).getByLabel("Services hit").fill("Storefront");
    await page.getByRole("option", { name: "Storefront" }).click();
    await dialog(page).getByRole("heading", { name: "What is hit, and of what kind" }).click();
    await foreseen(page).getByText(/ is paged, by the policy web\.$/).waitFor();
    await takeScreenshot(page, "services-dialog-light");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await dialog(page).waitFor({ state: "detached" });
    expect((await read(stage, ref)).services.map(({ id }) => id)).toEqual(["checkout", "storefront"]);
  });
});
