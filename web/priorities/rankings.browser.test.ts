import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { setStage } from "../../scenarios/stage.ts";
import type { RankingView } from "../../server/features/priorities/ranking.contract.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const dialog = (page: Page) => page.getByRole("dialog");
const looks = [
  { name: "light", viewport: { width: 1440, height: 900 }, colorScheme: "light" as const },
  { name: "dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" as const },
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" as const },
];

async function isFit(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
}

describe("How bad an outage is, in a browser", () => {
  it("is said by a team that uses the service, on the page of the service", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/services/checkout");
    await page.getByText("Web uses it through Storefront and has not said how bad it would be.").waitFor();
    await page.getByRole("button", { name: "Say how bad it would be for Web" }).click();
    await dialog(page).getByLabel("Web would rank it").selectOption("p1");
    await dialog(page).getByLabel("What still works without it").fill("Baskets are kept");
    await isFit(page);
    await takeScreenshot(page, "rankings-dialog");
    await dialog(page).getByRole("button", { name: "Keep it" }).click();
    await page.getByText("Checkout says P2, which is less urgent. Not answered yet.").waitFor();
    await takeScreenshot(page, "rankings-service");
    await isFit(page);
    await page.getByRole("link", { name: "Where teams differ" }).click();
    await heading(page).getByText("One waits for an answer; the team that owns the service has the last word.").waitFor();
    expect(await page.getByRole("button", { name: /^Answer/ }).count()).toBe(0);
  }, 60_000);

  it("is answered by the team whose service it is, by day, by night and on a phone", async () => {
    const stage = await setStage();
    expectOk(await stage.api.post("/api/v1/people/amara/invitation", { role: "responder" }));
    const page = await openSignedIn(browser, stage, "/settings/process/rankings", { personId: "grete", role: "manager" });
    await page.getByText("No team differs").waitFor();
    const say = (service: string, body: object) => page.request.put(`${stage.product.url}/api/v1/services/${service}/rankings/web`, { data: body });
    expect((await say("checkout", { priority: "p1", fallback: "Baskets are kept for a day", mitigation: "A banner asks people to come back" })).status()).toBe(200);
    expect((await say("ledger", { priority: "p3", remarks: "We hardly notice" })).status()).toBe(200);
    await page.reload();
    await heading(page).getByText("Two rankings are other than the priority of the service.").waitFor();
    await page.getByRole("button", { name: "Answer Web about Checkout" }).click();
    await dialog(page).getByLabel("Why").fill("Most baskets are paid within the day.");
    await isFit(page);
    await dialog(page).getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByText("Kept at P2 by Grete Lund. Most baskets are paid within the day.").waitFor();
    for (const { name, viewport, colorScheme } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await isFit(page);
      await takeScreenshot(page, `rankings-${name}`);
    }
    const { items } = expectOk(await stage.api.get<{ items: RankingView[] }>("/api/v1/rankings?standing=kept"));
    expect(items).toMatchObject([{ service: { id: "checkout" }, answer: { by: { id: "grete" } } }]);
  }, 60_000);
});
