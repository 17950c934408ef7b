import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { openSignedIn } from "../../../scenarios/signed-in.ts";
import { setStage, signIn } from "../../../scenarios/stage.ts";

let browser: TestBrowser;
beforeEach(async () => { browser = await openBrowser(); }, 60_000);
afterEach(() => browser.close());

describe("Reports of conduct", () => {
  it("are found across incidents, read one by one, dealt with and taken up again; the trail says who read them", async () => {
    const stage = await setStage();
    const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Checkout times out at payment", severity: "sev2", commanderId: "grete", page: false }));
    const dana = await signIn(stage, "dana", "responder");
    expectOk(await dana.post(`/api/v1/incidents/${ref}/conduct-reports`, { text: "I was shouted at in the call, twice, for asking whether we should roll back." }));
    const page = await openSignedIn(browser, stage, "/settings/conduct", { personId: "hana", role: "administrator" });
    page.setDefaultTimeout(20_000);
    const main = page.getByRole("main");
    await page.getByText("One report of conduct is new.").waitFor();
    await main.getByText("Nobody has read it yet").waitFor();
    expect(await page.getByText("shouted").count()).toBe(0);
    for (const [scheme, width] of [["light", 1440], ["dark", 1440], ["light", 390]] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      expect(await axe(page)).toEqual([]);
      await takeScreenshot(page, `conduct-${scheme}-${String(width)}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole("button", { name: /^Read the report of/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/^I was shouted at in the call/).waitFor();
    await dialog.getByText(/^Told by Dana Reyes\./).waitFor();
    expect(await axe(page)).toEqual([]);
    await takeScreenshot(page, "conduct-read");
    await dialog.getByLabel("What was done about it").fill("Spoke with both; the call has a chair from now on.");
    await dialog.getByRole("button", { name: "It is dealt with" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("No new report of conduct.").waitFor();
    await page.getByRole("button", { name: "Dealt with", exact: true }).click();
    await main.getByText(/^Dealt with by Hana Kim at .*: Spoke with both; the call has a chair from now on\.$/).waitFor();
    await takeScreenshot(page, "conduct-dealt-with");
    await main.getByRole("button", { name: "Take up again" }).click();
    await page.getByRole("button", { name: "Seen", exact: true }).click();
    await main.getByText(/^Read by Hana Kim at .*, not dealt with yet$/).waitFor();
    await page.goto(`${stage.product.url}/settings/audit`);
    await page.getByText("Hana Kim read a report of conduct").waitFor();
    await page.getByText("Hana Kim dealt with a report of conduct").waitFor();
    await page.goto(`${stage.product.url}/incidents/${ref}`);
    await page.getByText("Told to administrators").waitFor();
    expect(await page.getByText("shouted").count()).toBe(0);
  }, 120_000);
});

describe("A question of somebody who observes", () => {
  it("is answered by whoever holds communications, who is not the commander", async () => {
    const stage = await setStage();
    const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Checkout times out at payment", severity: "sev2", commanderId: "grete", page: false }));
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/roles/communications-lead/take`, { personId: "kira" }));
    const hana = await signIn(stage, "hana", "manager");
    expectOk(await hana.post(`/api/v1/incidents/${ref}/questions`, { text: "When can customers pay again?" }));
    const page = await openSignedIn(browser, stage, `/incidents/${ref}`, { personId: "kira" });
    page.setDefaultTimeout(20_000);
    const people = page.getByRole("region", { name: "People, alerts and tasks" });
    await people.getByText("Questions to you").waitFor();
    await takeScreenshot(page, "communications-answers");
    expect(await axe(page)).toEqual([]);
    await people.getByLabel("Answer to Hana Kim").fill("Before 15:30, we think.");
    await people.getByRole("button", { name: "Answer", exact: true }).click();
    await people.getByText("Questions to you").waitFor({ state: "detached" });
    const { questions } = expectOk(await stage.api.get<{ questions: object[] }>(`/api/v1/incidents/${ref}`));
    expect(questions).toMatchObject([{ answer: "Before 15:30, we think.", settledBy: { name: "Kira Tamm" } }]);
  }, 120_000);
});
