import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn, type SignedInOptions } from "../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, phoneLinkOf, press, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

async function enter(stage: Stage, path: string, options: SignedInOptions = {}) {
  const page = await openSignedIn(browser, stage, path, { personId: "chidi", ...options });
  page.setDefaultTimeout(20_000);
  return page;
}

/** An incident of which nobody knows yet how bad it is; Chidi commands it. */
const declare = async ({ api }: Stage) => expectOk(await api.post<{ ref: string }>("/api/v1/incidents", { title: "Checkout times out at payment", serviceIds: ["checkout"], page: false, commanderId: "chidi" })).ref;

describe("The first minutes of an incident in a browser", () => {
  it("are led step by step, one press each, and the card is gone when all is done", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enter(stage, `/incidents/${ref}`);
    const card = page.getByRole("region", { name: "Assess" });
    await card.waitFor();
    const asked = page.getByRole("region", { name: "The process asks" }).getByText("Classified within 15 min");
    await asked.waitFor();
    await takeScreenshot(page, "kick-off-light");
    expect(await axe(page)).toEqual([]);
    await card.getByRole("button", { name: "Assess: Impact" }).click();
    await page.getByRole("dialog").getByLabel("Users affected, per cent").fill("60");
    await page.getByRole("dialog").getByRole("button", { name: "State it" }).click();
    await card.getByRole("listitem").filter({ hasText: "Impact" }).getByLabel("done").waitFor();
    await card.getByRole("button", { name: "Assess: Severity" }).click();
    await page.getByRole("dialog").getByRole("radio", { name: /^Sev 2/ }).check();
    await page.getByRole("dialog").getByRole("radio", { name: /^P2/ }).check();
    await page.getByRole("dialog").getByLabel("Why", { exact: true }).or(page.getByRole("dialog").getByLabel("Why (may be left out)")).fill("Half of them can still pay.");
    await page.getByRole("dialog").getByRole("button", { name: "Set Sev 2 × P2" }).click();
    await card.getByRole("listitem").filter({ hasText: "Priority" }).getByLabel("done").waitFor();
    await asked.waitFor({ state: "detached" });
    await card.getByRole("button", { name: "Put away" }).click();
    await card.waitFor({ state: "detached" });
  });

  it("fit a phone at night", async () => {
    const stage = await setStage();
    const page = await enter(stage, `/incidents/${await declare(stage)}`, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await page.getByRole("region", { name: "Assess" }).waitFor();
    await takeScreenshot(page, "kick-off-phone-dark");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await axe(page)).toEqual([]);
  });
});

describe("Alerts that look like an incident in a browser", () => {
  it("are asked about where one looks first, and are declared or said to be none", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example")), "have");
    await stage.clock.advance(30 * minute);
    await press(phoneLinkOf(await mailTo(stage, "amara@acme.example", "Still on it?")), "have");
    await stage.clock.advance(31 * minute);
    await eventually(async () => expectOk(await stage.api.get<{ items: object[] }>("/api/v1/declare-questions")).items.length === 1, "the question");
    const page = await enter(stage, "/", { personId: "amara" });
    await page.getByText(/^Is “.*” an incident\?$/).waitFor();
    await takeScreenshot(page, "declare-question-light");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Not an incident" }).click();
    await page.getByRole("dialog").getByLabel("Why").fill("A batch job that ends at noon.");
    await page.getByRole("dialog").getByRole("button", { name: "Say so" }).click();
    await page.getByText(/^Is “.*” an incident\?$/).waitFor({ state: "detached" });
    await page.goto(`${stage.product.url}/alerts`);
    await page.getByRole("row", { name: /Not an incident: A batch job that ends at noon\./ }).waitFor();
    await takeScreenshot(page, "not-an-incident-list");
    expect(await axe(page)).toEqual([]);
    await page.goto(`${stage.product.url}/alerts/${(await alertNamed(stage, "HighLatency")).id}`);
    await page.getByText(/^No incident, said Amara Okafor at /).waitFor();
    await page.getByText("says Amara Okafor: “A batch job that ends at noon.”").waitFor();
    for (const [scheme, width] of [["light", 1440], ["dark", 1440], ["light", 390]] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await takeScreenshot(page, `not-an-incident-${scheme}-${String(width)}`);
      expect(await axe(page)).toEqual([]);
    }
  }, 120_000);
});
