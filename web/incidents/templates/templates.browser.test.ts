import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { openSignedIn } from "../../../scenarios/signed-in.ts";
import { setStage, type Stage } from "../../../scenarios/stage.ts";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";

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

async function setPrepared(): Promise<Stage> {
  const stage = await setStage();
  expectOk(await stage.api.put("/api/v1/config", readFileSync("examples/incident-templates.yaml", "utf8"), { contentType: "application/yaml" }));
  return stage;
}

async function isFit(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
}

describe("Incident templates in a browser", () => {
  it("are written by a manager, changed, deleted and brought back", async () => {
    const stage = await setPrepared();
    const page = await openSignedIn(browser, stage, "/settings", { role: "manager" });
    await page.getByRole("link", { name: /^Incident templates/ }).click();
    await heading(page).getByText("Two kinds of incidents are prepared for.").waitFor();
    await page.getByRole("button", { name: /^New template/ }).click();
    await dialog(page).getByLabel("Name").fill("Search finds nothing");
    await dialog(page).getByRole("combobox", { name: "Proposed for services" }).fill("Sea");
    await page.getByRole("option", { name: "Search" }).click();
    await page.keyboard.press("Tab");
    await dialog(page).getByRole("button", { name: "Another task" }).click();
    await dialog(page).getByLabel("Task 1", { exact: true }).fill("Look whether the index is old");
    await dialog(page).getByLabel("Role for task 1").selectOption("technical-lead");
    await isFit(page);
    await takeScreenshot(page, "templates-dialog");
    await dialog(page).getByRole("button", { name: "Keep it" }).click();
    await heading(page).getByText("Three kinds of incidents are prepared for.").waitFor();
    const row = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Search finds nothing" }) });
    await row.getByText("Proposed for Search. Not used yet.").waitFor();
    await row.getByText("Look whether the index is old, Technical lead").waitFor();
    await row.getByRole("button", { name: "Edit Search finds nothing" }).click();
    await dialog(page).getByLabel("Severity to propose").selectOption("sev2");
    await dialog(page).getByRole("button", { name: "Keep it" }).click();
    await row.getByText("Sev 2").waitFor();
    await row.getByRole("button", { name: "Delete Search finds nothing" }).click();
    await heading(page).getByText("Two kinds of incidents").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await row.getByText("Sev 2").waitFor();
  }, 60_000);

  it("are proposed by the services hit, say what they will do, and do it", async () => {
    const stage = await setPrepared();
    const page = await openSignedIn(browser, stage, "/declare", { personId: "chidi" });
    await page.getByLabel("What is happening").fill("Nobody can pay");
    await page.getByRole("combobox", { name: "Services hit" }).fill("Checkout");
    await page.getByRole("option", { name: "Checkout" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Payments are down" }).click();
    await page.getByText("Ask the payment provider whether they see it too").waitFor();
    expect(await page.getByRole("button", { name: "Sev 1", exact: true }).getAttribute("aria-pressed")).toBe("true");
    await isFit(page);
    await takeScreenshot(page, "templates-declare");
    await page.getByRole("button", { name: "Declare", exact: true }).click();
    await page.waitForURL(/\/incidents\/INC-\d+$/);
    const tasks = page.getByRole("region", { name: "Tasks" });
    await tasks.getByText("Say on the status page that payments fail").waitFor();
    await tasks.getByRole("button", { name: "Communications lead; give “Say on the status page" }).waitFor();
    await page.getByRole("region", { name: "Template" }).getByText("Checkout is slow").click();
    await page.getByRole("link", { name: "Look at the payment provider's status page" }).waitFor();
    await takeScreenshot(page, "templates-room");
    const incident = expectOk(await stage.api.get<IncidentDetail>(`/api/v1/incidents/${page.url().split("/").at(-1)}`));
    expect(incident).toMatchObject({ severity: { id: "sev1" }, priority: { id: "p1" }, kind: "availability", template: { id: "payments-down" } });
  }, 60_000);

  it("are chosen in a room that was opened without one", async () => {
    const stage = await setPrepared();
    const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Somebody saw other people's orders" }));
    const page = await openSignedIn(browser, stage, `/incidents/${ref}`, { role: "responder" });
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Use a template" }).click();
    await dialog(page).getByLabel("Template").selectOption("data-leak");
    await dialog(page).getByText("List whose data it concerns").waitFor();
    await isFit(page);
    await dialog(page).getByRole("button", { name: /^Use “Data may/ }).click();
    await page.getByRole("region", { name: "Tasks" }).getByText("List whose data it concerns").waitFor();
  }, 60_000);

  it("are fit to be shown: by day, by night, on a phone", async () => {
    const stage = await setPrepared();
    const page = await openSignedIn(browser, stage, "/settings/process/templates", { role: "manager" });
    await page.getByText("Ask the payment provider whether they see it too").waitFor();
    for (const { name, viewport, colorScheme } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await isFit(page);
      await takeScreenshot(page, `templates-${name}`);
    }
  }, 60_000);
});
