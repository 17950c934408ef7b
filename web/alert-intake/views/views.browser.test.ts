import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { openSignedIn } from "../../../scenarios/signed-in.ts";
import { alertArrives, setStage, signIn } from "../../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const tabs = (page: Page) => page.getByRole("group", { name: "Alerts" });
const tab = (page: Page, name: string | RegExp) => tabs(page).getByRole("button", { name });
const isOpen = async (page: Page, name: string) => (await tab(page, name).getAttribute("aria-pressed")) === "true";
const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, words: string) => page.getByRole("row", { name: words });
const search = (page: Page) => page.getByLabel("Title, label, service");
const menu = (page: Page, name: string) => page.getByRole("button", { name: `More for the view ${name}` });

async function chooseFromMenu(page: Page, view: string, words: string): Promise<void> {
  await menu(page, view).click();
  await page.getByRole("menuitem", { name: words }).click();
}

async function save(page: Page, name: string, { isShared = false } = {}): Promise<void> {
  await page.getByRole("button", { name: /Save this view|Save as new/ }).click();
  await dialog(page).getByLabel("Name").fill(name);
  if (isShared) await dialog(page).getByLabel("Everybody").check();
  await dialog(page).getByRole("button", { name: "Save it" }).click();
  await dialog(page).waitFor({ state: "detached" });
}

describe("Views of the alerts in a browser", () => {
  it("are saved from the present filters, opened by a click or a key, renamed, brought up to date, and deleted with the way back", async () => {
    const stage = await setStage();
    await alertArrives(stage, { env: "staging" });
    await alertArrives(stage, { alertname: "DiskFull" });
    const page = await openSignedIn(browser, stage, "/alerts");
    await row(page, "DiskFull").waitFor();
    expect(await page.getByRole("button", { name: "Save this view" }).count()).toBe(0);
    await search(page).fill("disk");
    await row(page, "HighLatency").waitFor({ state: "detached" });
    await save(page, "Disks");
    await expect.poll(() => isOpen(page, "Disks")).toBe(true);

    await page.keyboard.press("1");
    await row(page, "HighLatency").waitFor();
    expect(await search(page).inputValue()).toBe("");
    await page.keyboard.press("6");
    await row(page, "HighLatency").waitFor({ state: "detached" });
    expect(await search(page).inputValue()).toBe("disk");
    await page.reload();
    await row(page, "DiskFull").waitFor();
    expect(await isOpen(page, "Disks")).toBe(true);

    await chooseFromMenu(page, "Disks", "Rename it");
    await dialog(page).getByLabel("Name").fill("Full disks");
    await dialog(page).getByRole("button", { name: "Rename it" }).click();
    await tab(page, "Full disks").waitFor();
    await search(page).fill("latency");
    await page.getByRole("button", { name: "Update to the present filters" }).click();
    await page.getByRole("status").getByText("“Full disks” has the present filters.").waitFor();
    await tab(page, /^Open/).click();
    await row(page, "DiskFull").waitFor();
    await tab(page, "Full disks").click();
    await row(page, "DiskFull").waitFor({ state: "detached" });
    expect(await search(page).inputValue()).toBe("latency");

    await chooseFromMenu(page, "Full disks", "Delete it");
    await tab(page, "Full disks").waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("search")).toBe("latency");
    await page.getByRole("button", { name: /^Undo/ }).last().click();
    await expect.poll(() => isOpen(page, "Full disks")).toBe(true);
  });

  it("are everybody's where their maker says so, appear to others at once, and are changed by who may", async () => {
    const stage = await setStage();
    await alertArrives(stage, { env: "staging" });
    const page = await openSignedIn(browser, stage, "/alerts?view=held&search=latency");
    const other = await openSignedIn(browser, stage, "/alerts", { personId: "ben" });
    await row(other, "HighLatency").waitFor();
    await save(page, "Quiet ones", { isShared: true });
    await tab(other, "Quiet ones").click();
    await other.getByRole("button", { name: "Held back 1" }).waitFor();
    expect(await menu(other, "Quiet ones").count()).toBe(0);
    await search(other).fill("high");
    expect(await other.getByRole("button", { name: "Update to the present filters" }).count()).toBe(0);
    await save(other, "My quiet ones");
    await expect.poll(() => isOpen(other, "My quiet ones")).toBe(true);
    expect(await tab(page, "My quiet ones").count()).toBe(0);
    await chooseFromMenu(page, "Quiet ones", "Keep it to myself");
    await expect.poll(() => tab(other, /Quiet ones/).count()).toBe(0);
  });

  it("show what is one's own, and are told when somebody changed the view meanwhile", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await alertArrives(stage, { alertname: "DiskFull", env: "staging" });
    const amara = await signIn(stage, "amara", "responder");
    const { items } = expectOk(await amara.get<{ items: { id: string }[] }>("/api/v1/alerts?search=latency"));
    expectOk(await amara.post(`/api/v1/alerts/${items[0]?.id ?? ""}/acknowledge`));
    const page = await openSignedIn(browser, stage, "/alerts?search=disk");
    await save(page, "Disks", { isShared: true });
    await tab(page, /^Mine/).click();
    await row(page, "HighLatency").waitFor();
    await tab(page, "Disks").click();
    await page.getByRole("button", { name: "Open 1" }).waitFor();
    // Its own words, as it was: somebody else changes it, and this page is not told in time.
    await page.route("**/api/v1/alert-views", (route) => (route.request().method() === "GET" ? undefined : route.continue()));
    const { items: views } = expectOk(await stage.api.get<{ items: { id: string; version: number }[] }>("/api/v1/alert-views"));
    expectOk(await stage.api.patch(`/api/v1/alert-views/${views[0]?.id ?? ""}`, { baseVersion: views[0]?.version, name: "Storage" }));
    await search(page).fill("full");
    await page.getByRole("button", { name: "Update to the present filters" }).click();
    await page.getByRole("status").getByText("Somebody changed this view meanwhile.").waitFor();
  });

  it("are fit to be shown: by day, by night, on a phone, with many of them", async () => {
    const stage = await setStage();
    await alertArrives(stage, { env: "staging" });
    await alertArrives(stage, { alertname: "DiskFull" });
    const amara = await signIn(stage, "amara", "responder");
    for (const [place, name] of ["Payments at night", "Storefront", "Certificates", "Disks", "Everything from the warehouses in Poland", "Staging", "Search"].entries()) {
      expectOk(await amara.post("/api/v1/alert-views", { name, filters: `search=latency&service=${["checkout", "storefront"][place % 2]}`, isShared: place % 3 === 1 }));
    }
    const { items } = expectOk(await amara.get<{ items: { id: string; name: string }[] }>("/api/v1/alert-views"));
    const saved = items.find(({ name }) => name === "Certificates")?.id ?? "";
    for (const { name, ...look } of [
      { name: "light", viewport: { width: 1440, height: 900 }, colorScheme: "light" as const },
      { name: "dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" as const },
      { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" as const },
    ]) {
      const page = await openSignedIn(browser, stage, `/alerts?search=laten&service=storefront&saved=${saved}`, look);
      await row(page, "HighLatency").waitFor();
      await page.getByRole("button", { name: "Update to the present filters" }).waitFor();
      await takeScreenshot(page, `views-${name}`);
      expect(await axe(page)).toEqual([]);
      await page.getByRole("button", { name: "Save as new" }).click();
      await dialog(page).getByLabel("Name").fill("certificates");
      await dialog(page).getByRole("button", { name: "Overwrite “Certificates”" }).waitFor();
      await takeScreenshot(page, `views-dialog-${name}`);
      expect(await axe(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await menu(page, "Certificates").click();
      await page.getByRole("menuitem", { name: "Delete it" }).waitFor();
      await takeScreenshot(page, `views-menu-${name}`);
      expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
    }
  }, 90_000);
});
