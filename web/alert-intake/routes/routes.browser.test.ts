import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { openSignedIn } from "../../../scenarios/signed-in.ts";
import { alertArrives, setStage, type Stage } from "../../../scenarios/stage.ts";
import type { RouteForm } from "./routes-draft.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const dialog = (page: Page) => page.getByRole("dialog");
const condition = (page: Page, route: number) => page.getByLabel(`Condition of route ${route}`);
const changed = (page: Page) => page.getByRole("table", { name: "Alerts that would have gone another way" });
const takeOver = (page: Page) => page.getByRole("button", { name: "Take them over" }).first();

async function routesNow({ api }: Stage): Promise<RouteForm[]> {
  return expectOk(await api.get<{ items: { entry: RouteForm[] }[] }>("/api/v1/config/routes")).items[0]?.entry ?? [];
}

/** A day of alerts, most of them of no importance. */
async function dayOfAlerts(stage: Stage): Promise<void> {
  for (const [alertname, service] of [["SlowPayments", "checkout"], ["CardsRefused", "checkout"], ["SlowStart", "storefront"], ["BooksLate", "ledger"]] as const) {
    await alertArrives(stage, { alertname, service, severity: "warning", env: "production" });
  }
  await alertArrives(stage, { env: "staging" });
}

describe("Routes in a browser", () => {
  it("are changed, seen working on the alerts of the last day, and taken over once it was shown exactly what changes", async () => {
    const stage = await setStage();
    await dayOfAlerts(stage);
    const page = await openSignedIn(browser, stage, "/alerts", { role: "manager" });
    await page.getByRole("link", { name: "Routes" }).click();
    await heading(page).getByText("Four routes decide who is woken.").waitFor();
    await heading(page).getByText("the 5 alerts of the last day").waitFor();
    expect(await takeOver(page).isDisabled()).toBe(true);
    await page.getByText("takes 1 of 5").first().waitFor();

    await page.getByRole("button", { name: "Another route" }).click();
    await condition(page, 4).fill('sevrity == "warning"');
    await page.getByText("Did you mean severity?").waitFor();
    await heading(page).getByText("A condition cannot be read yet.").waitFor();
    expect(await takeOver(page).isDisabled()).toBe(true);
    await takeScreenshot(page, "routes-mistake");

    await condition(page, 4).fill('severity == "warning" && labels.service == "checkout"');
    await heading(page).getByText("Of the 5 alerts of the last day, 2 would now page").waitFor();
    expect(await changed(page).getByRole("row").count()).toBe(3);
    const row = changed(page).getByRole("row", { name: "CardsRefused" });
    for (const words of ["waits", "pages at once", "route 4"]) expect(await row.textContent()).toContain(words);
    expect(await row.getByRole("link").getAttribute("href")).toMatch(/^\/alerts\/[0-9a-f-]{36}$/);

    const before = await routesNow(stage);
    await takeOver(page).click();
    await dialog(page).getByText('New at place 4: severity == "warning" && labels.service == "checkout": urgency high').waitFor();
    await dialog(page).getByText("A file brought the routes that hold now").waitFor();
    expect(await routesNow(stage)).toEqual(before);
    await takeScreenshot(page, "routes-take-over");
    await dialog(page).getByRole("button", { name: "Take them over" }).click();
    await page.getByRole("status").getByText("The routes hold from now on.").waitFor();
    expect((await routesNow(stage))[3]).toEqual({ when: 'severity == "warning" && labels.service == "checkout"', then: { urgency: "high" } });
    await heading(page).getByText("Five routes decide who is woken.").waitFor();
  });

  it("are not put over somebody else's unseen", async () => {
    const stage = await setStage();
    await dayOfAlerts(stage);
    const page = await openSignedIn(browser, stage, "/settings/routes", { role: "manager" });
    await page.getByLabel("What route 4 does").selectOption("high");
    await heading(page).getByText("would now page").waitFor();
    const theirs = [{ when: 'labels.env == "staging"', then: { urgency: "none" } }, { then: { urgency: "low" } }];
    expectOk(await stage.api.put("/api/v1/config/routes/routes", theirs));
    await page.getByText("Somebody changed the routes since you began.").waitFor();
    expect(await page.getByLabel("What route 4 does").inputValue()).toBe("high");
    await page.getByRole("button", { name: "Begin again from theirs" }).click();
    await heading(page).getByText("Two routes decide who is woken.").waitFor();
    expect(await routesNow(stage)).toEqual(theirs);
  });

  it("are for managers", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/routes");
    await page.getByText("Managers read the configuration. Ask an administrator for that role.").waitFor();
    await page.goto(`${stage.product.url}/alerts`);
    await page.getByRole("link", { name: "Silences" }).waitFor();
    expect(await page.getByRole("link", { name: "Routes" }).count()).toBe(0);
  });

  it("are fit to be shown: by day, by night, on a phone, also where nothing came", async () => {
    const stage = await setStage();
    const empty = await openSignedIn(browser, stage, "/settings/routes", { role: "manager" });
    await empty.getByText("No alert came in this time").waitFor();
    await takeScreenshot(empty, "routes-empty");
    await dayOfAlerts(stage);
    for (const { name, ...look } of [
      { name: "light", viewport: { width: 1440, height: 900 }, colorScheme: "light" as const },
      { name: "dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" as const },
      { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" as const },
    ]) {
      const page = await openSignedIn(browser, stage, "/settings/routes", { role: "manager", ...look });
      await page.getByLabel("What route 4 does").selectOption("high");
      await page.getByLabel("Incident of route 4").selectOption("yes");
      await heading(page).getByText("would now page").waitFor();
      await changed(page).and(page.locator(":not([aria-busy])")).waitFor();
      await takeScreenshot(page, `routes-${name}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
      await page.getByRole("button", { name: "Take them over" }).last().click();
      await dialog(page).getByText("Route 4, its urgency: low becomes high").waitFor();
      await takeScreenshot(page, `routes-dialog-${name}`);
      expect(await axe(page)).toEqual([]);
    }
  }, 90_000);
});
