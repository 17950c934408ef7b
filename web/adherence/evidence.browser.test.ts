import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { minute, setStage, signIn, type Stage } from "../../scenarios/stage.ts";
import type { IncidentView } from "../../server/features/incidents/contract.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** An incident that was classified in time and told late, and is over. */
async function anIncident(stage: Stage): Promise<string> {
  const ines = await signIn(stage, "ines", "responder");
  const { ref } = expectOk(await ines.post<IncidentView>("/api/v1/incidents", { title: "Search returns no products", serviceIds: ["checkout"] }));
  await stage.clock.advance(12 * minute);
  expectOk(await ines.post(`/api/v1/incidents/${ref}/classify`, { severity: "sev1", priority: "p1", reason: "Most baskets." }));
  await stage.clock.advance(29 * minute);
  const texts = { conditions: "Search finds nothing.", actions: "The index is built anew.", needs: "Nothing." };
  expectOk(await ines.post(`/api/v1/incidents/${ref}/updates`, { audienceIds: ["executives", "support"], ...texts }));
  await stage.clock.advance(20 * minute);
  expectOk(await ines.post(`/api/v1/incidents/${ref}/resolve`));
  return ref;
}

describe("The evidence of an incident", () => {
  it("says first how many rules were kept, each with what happened and its proof, and takes a waiver with a reason", async () => {
    const stage = await setStage();
    const ref = await anIncident(stage);
    const page = await openSignedIn(browser, stage, `/incidents/${ref}/evidence`, { role: "manager" });
    await page.getByRole("heading", { level: 1 }).getByText(new RegExp(`${ref} kept \\d+ of \\d+ rules`)).waitFor();
    const row = (asks: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: asks, exact: true }) });
    expect(await row("Classified within 15 min").getByText("met", { exact: true }).count()).toBe(1);
    const first = row("First update within 30 min");
    expect(await first.textContent()).toMatch(/missed.*11 min late/);
    await page.getByRole("button", { name: "Waive: First update within 30 min" }).click();
    await page.getByRole("dialog", { name: "Waive a rule" }).getByLabel("Why does it not apply here?").fill("The mail server was what had failed.");
    await page.getByRole("button", { name: "Waive it" }).click();
    await first.getByText("The mail server was what had failed.").waitFor();
    expect(await first.textContent()).toContain("waived");
    await page.getByRole("button", { name: "Hold again: First update within 30 min" }).click();
    await page.getByRole("button", { name: "Waive: First update within 30 min" }).waitFor();
    await page.getByRole("button", { name: /^Not asked/ }).click();
    await page.getByText("Not asked at this class").first().waitFor();
    await page.getByText("muster verify").waitFor();
  }, 90_000);

  it("leads from a finding to the entry of the timeline that proves it", async () => {
    const stage = await setStage();
    const ref = await anIncident(stage);
    const page = await openSignedIn(browser, stage, `/incidents/${ref}/evidence`, { role: "manager" });
    const classified = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Classified within 15 min", exact: true }) });
    await classified.getByRole("link", { name: /^Entry \d+ of the timeline$/ }).click();
    await page.waitForURL(new RegExp(`/incidents/${ref}\\?entry=\\d+$`));
    await page.locator("[data-shown]").filter({ hasText: "Sev 1" }).waitFor();
  }, 90_000);

  it("is fit to be shown: by day, by night, on a phone", async () => {
    const stage = await setStage();
    const ref = await anIncident(stage);
    for (const { name, ...look } of [
      { name: "light", viewport: { width: 1440, height: 1200 }, colorScheme: "light" as const },
      { name: "dark", viewport: { width: 1440, height: 1200 }, colorScheme: "dark" as const },
      { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "dark" as const },
    ]) {
      const page = await openSignedIn(browser, stage, `/incidents/${ref}/evidence`, { role: "manager", ...look });
      await page.getByText("muster verify").waitFor();
      await page.getByRole("row").nth(4).waitFor();
      await takeScreenshot(page, `evidence-${name}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
    }
  }, 90_000);
});
