import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, setStage } from "../../scenarios/stage.ts";
import type { WatchGapView } from "../../server/features/priorities/walk.contract.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const dialog = (page: Page) => page.getByRole("dialog");
const next = (page: Page) => page.getByRole("button", { name: "Next question" }).click();
const looks = [
  { name: "light", viewport: { width: 1440, height: 900 }, colorScheme: "light" as const },
  { name: "dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" as const },
  { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" as const },
];

async function isFit(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
}

async function look(page: Page, name: string): Promise<void> {
  for (const { name: how, viewport, colorScheme } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await isFit(page);
    await takeScreenshot(page, `${name}-${how}`);
  }
}

describe("A walk through the priorities in a browser", () => {
  it("asks one question at a time, keeps the answers, and is gone on with where it was left", async () => {
    const stage = await setStage();
    await alertArrives(stage, { alertname: "DiskFull", severity: "warning", service: "checkout" });
    await alertNamed(stage, "DiskFull");
    const page = await openSignedIn(browser, stage, "/settings", { personId: "chidi" });
    await page.getByRole("link", { name: /^What nobody watches/ }).click();
    await heading(page).getByText("Nobody has asked yet what could break unwatched.").waitFor();
    await page.getByLabel("About the services of").selectOption("payments");
    await page.getByRole("button", { name: "Walk through the priorities" }).click();
    await heading(page).getByText("One alert carries no priority. Which should?").waitFor();
    await page.getByText("DiskFull").waitFor();
    await next(page);
    await heading(page).getByText("Does all of this call for P1?").waitFor();
    await next(page);
    await heading(page).getByText("What could break that would be P1, and that nothing watches?").waitFor();
    await page.getByLabel("What could break").fill("Orders are paid twice");
    await page.getByLabel("Service", { exact: true }).selectOption("checkout");
    await page.getByLabel("It could be watched by").selectOption("indicator");
    await page.getByRole("button", { name: "Note it" }).click();
    await page.getByRole("heading", { name: "Noted here" }).waitFor();
    expect(await page.getByLabel("What could break").inputValue()).toBe("");
    await look(page, "walk");
    await next(page);
    await heading(page).getByText("Does all of this call for P2?").waitFor();
    await page.getByText("A customer pays for a basket").waitFor();
    await page.reload();
    await heading(page).getByText("Does all of this call for P2?").waitFor();
  }, 90_000);

  it("leaves a backlog: settled, linked, handed out; and says who went on meanwhile", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/process/walks", { personId: "amara" });
    await page.getByRole("button", { name: "Walk through the priorities" }).click();
    await heading(page).getByText("Every alert of the last 90 days carries a priority.").waitFor();
    const id = page.url().split("/").at(-1) ?? "";
    const at = `${stage.product.url}/api/v1/priority-walks/${id}`;
    await page.request.post(`${at}/gaps`, { data: { text: "Search finds old prices", serviceId: "search", priority: "p3", watchBy: "slo" } });
    await page.request.post(`${at}/gaps`, { data: { text: "A region is cut off", priority: "p1" } });
    for (const step of [1, 8]) await page.request.put(`${at}/step`, { data: { step, baseVersion: step === 1 ? 1 : 2 } });
    await page.reload();
    await heading(page).getByText("What could break that would be P4, and that nothing watches?").waitFor();
    await page.getByRole("button", { name: "That was the last: end it" }).click();
    await heading(page).getByText("This walk is over.").waitFor();
    await page.getByRole("link", { name: "To the backlog" }).click();
    await heading(page).getByText("Two things that were found wait.").waitFor();
    await page.getByRole("button", { name: "Settle or link “A region is cut off”" }).click();
    await dialog(page).getByLabel("What became of it").selectOption("dropped");
    expect(await dialog(page).getByRole("button", { name: "Keep it" }).isDisabled()).toBe(true);
    await dialog(page).getByLabel("Why").fill("We are in one region");
    await isFit(page);
    await dialog(page).getByRole("button", { name: "Keep it" }).click();
    await heading(page).getByText("One thing that was found waits.").waitFor();
    await page.getByText("dropped by Amara Okafor: We are in one region").waitFor();
    await look(page, "walks");
    expect(await page.getByRole("link", { name: "CSV" }).getAttribute("href")).toBe("/api/v1/watch-gaps/export?format=csv");
    const { items } = expectOk(await stage.api.get<{ items: WatchGapView[] }>("/api/v1/watch-gaps?status=open"));
    expect(items).toMatchObject([{ text: "Search finds old prices", priority: { id: "p3" }, watchBy: "slo" }]);
  }, 90_000);
});
