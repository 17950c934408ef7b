import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, mailTo, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const patience = 30_000;
const dialog = (page: Page) => page.getByRole("dialog");
const looks = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "light", width: 390 },
  { colorScheme: "dark", width: 390 },
] as const;

async function declare({ api }: Stage): Promise<string> {
  const wish = { title: "Checkout times out at payment", severity: "sev2", priority: "p2", serviceIds: ["checkout", "storefront"], page: false, commanderId: "grete" };
  return expectOk(await api.post<{ ref: string }>("/api/v1/incidents", wish)).ref;
}

/** Takes a picture of what is open and has it judged. */
async function judge(page: Page, name: string): Promise<void> {
  await dialog(page).waitFor();
  await takeScreenshot(page, name);
  expect(await axe(page)).toEqual([]);
}

describe("Turning to more people in a browser", () => {
  it("pages an expert of the alert’s service with one tap, and the next step with another", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const { id } = await alertNamed(stage, "HighLatency");
    const page = await openSignedIn(browser, stage, `/alerts/${id}`, { personId: "chidi" });
    page.setDefaultTimeout(patience);
    await page.getByRole("button", { name: "Ask an expert" }).click();
    await dialog(page).getByText("knows Storefront, on call for Web primary, paged already").waitFor();
    await dialog(page).getByRole("button", { name: "Page Ben Sato" }).click();
    await mailTo(stage, "ben@acme.example", "HighLatency");
    await page.getByText("Ben Sato asked as an expert").waitFor();
    await page.getByRole("button", { name: "Escalate" }).click();
    await dialog(page).getByLabel("Why (may be left out)").fill("It is worse than it looks.");
    await dialog(page).getByRole("button", { name: "Page the next step" }).click();
    await mailTo(stage, "grete@acme.example", "HighLatency");
    await page.getByText("It is worse than it looks.").waitFor();
  }, 90_000);

  it("asks an expert from the room, and says so in the timeline", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await openSignedIn(browser, stage, `/incidents/${ref}`, { personId: "grete" });
    page.setDefaultTimeout(patience);
    await page.getByRole("button", { name: "Ask an expert" }).click();
    await dialog(page).getByRole("checkbox", { name: /^Dana Reyes/ }).check();
    await dialog(page).getByRole("checkbox", { name: /^Amara Okafor/ }).uncheck();
    await dialog(page).getByRole("button", { name: "Page Dana Reyes" }).click();
    await page.getByText("as an expert: Dana Reyes").waitFor();
    await mailTo(stage, "dana@acme.example", "Checkout times out");
  }, 90_000);

  it("is free of findings by day and by night, wide and on a phone", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const { id } = await alertNamed(stage, "HighLatency");
    const ref = await declare(stage);
    const page = await openSignedIn(browser, stage, `/alerts/${id}`, { personId: "chidi" });
    page.setDefaultTimeout(patience);
    for (const { colorScheme, width } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(new URL(`/alerts/${id}`, page.url()).href);
      await page.getByRole("button", { name: "Escalate" }).waitFor();
      await takeScreenshot(page, `alert-buttons-${colorScheme}-${width}`);
      for (const name of ["Escalate", "Ask an expert"]) {
        await page.getByRole("button", { name }).click();
        if (name === "Ask an expert") await dialog(page).getByRole("checkbox").first().waitFor();
        await judge(page, `alert-${name.toLowerCase().replaceAll(" ", "-")}-${colorScheme}-${width}`);
        await page.keyboard.press("Escape");
        await dialog(page).waitFor({ state: "detached" });
      }
      await page.goto(new URL(`/incidents/${ref}`, page.url()).href);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await takeScreenshot(page, `room-buttons-${colorScheme}-${width}`);
      if (width === 390) await page.getByRole("button", { name: "More" }).click();
      await page.getByRole(width === 390 ? "menuitem" : "button", { name: "Ask an expert" }).click();
      await dialog(page).getByRole("checkbox").first().waitFor();
      await judge(page, `room-experts-${colorScheme}-${width}`);
    }
  }, 240_000);
});
