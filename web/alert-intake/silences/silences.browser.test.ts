import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { openSignedIn } from "../../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, setStage, type Stage } from "../../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const dialog = (page: Page) => page.getByRole("dialog");
const traceOf = async (stage: Stage) => (await alertNamed(stage, "HighLatency")).trace.map(({ sentence }) => `${sentence.bold} ${sentence.rest}`).join("\n");
const iso = (at: number) => new Date(at).toISOString();

/** A silence, one that recurs, one that is planned, and one that is over, beside an alert that fires. */
async function silencesStand({ api }: Stage): Promise<void> {
  const make = async (wish: object) => expectOk(await api.post<{ id: string }>("/api/v1/silences", { ownerId: "ben", ...wish })).id;
  const is = (name: string, value: string) => ({ name, value });
  const later = Date.now() + 20 * 60 * minute;
  await make({ matchers: [is("alertname", "HighLatency"), is("service", "storefront")], reason: "The payment provider is known to be slow; they are on it", endsAt: iso(Date.now() + 47 * minute) });
  await make({ matchers: [{ name: "env", value: "staging|test-.*", isRegex: true }], reason: "Nobody is woken for the test systems", startsAt: iso(Date.now() + 3 * 24 * 60 * minute), endsAt: iso(later + 30 * 24 * 60 * minute), recurrence: { days: ["mon", "tue", "wed", "thu", "fri", "sat"], from: "10:00", to: "06:00", timezone: "Europe/Berlin" } });
  await make({ kind: "maintenance", matchers: [is("service", "ledger")], reason: "The disks of the ledger are exchanged", startsAt: iso(later), endsAt: iso(later + 120 * minute) });
  expectOk(await api.post(`/api/v1/silences/${await make({ matchers: [is("title", "Certificate ends soon")], reason: "It is being renewed", endsAt: iso(later) })}/end`));
}

describe("Silences in a browser", () => {
  it("are made from an alert, show first what they hold back, hold it back with their reason, and end", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example");
    const { id } = await alertNamed(stage, "HighLatency");
    const page = await openSignedIn(browser, stage, `/alerts/${id}`);
    await heading(page).getByText("HighLatency on storefront").waitFor();
    await page.getByRole("button", { name: "Silence" }).click();
    await dialog(page).getByText("Holds back 1 alert now, which paged somebody.").waitFor();
    await dialog(page).getByRole("listitem").getByText("HighLatency on storefront").waitFor();
    expect(await dialog(page).getByLabel("Value 1").inputValue()).toBe("HighLatency");
    expect(await dialog(page).getByLabel("Value 2").inputValue()).toBe("storefront");
    await takeScreenshot(page, "silence-dialog");

    await dialog(page).getByRole("button", { name: "Silence them" }).click();
    await dialog(page).getByText("Says why nobody is to be paged").waitFor();
    await dialog(page).getByLabel("Value 1").fill("Nothing");
    await dialog(page).getByText("Holds back nothing now.").waitFor();
    await dialog(page).getByLabel("Comparison 1").selectOption("matches");
    await dialog(page).getByLabel("Value 1").fill("(");
    await dialog(page).getByText("“(” is no pattern").waitFor();
    expect(await dialog(page).getByRole("button", { name: "Silence them" }).isDisabled()).toBe(true);
    await takeScreenshot(page, "silence-dialog-wrong");
    await dialog(page).getByLabel("Value 1").fill("High.*");
    await dialog(page).getByLabel("Why nobody is to be paged").fill("The provider is known to be slow");
    await dialog(page).getByText("Holds back 1 alert now, which paged somebody.").waitFor();
    await dialog(page).getByRole("button", { name: "Silence them" }).click();
    await dialog(page).waitFor({ state: "detached" });

    await page.getByText("by Amara Okafor: “The provider is known to be slow”").first().waitFor();
    expect(await traceOf(stage)).toContain("Held back: silenced until");
    await takeScreenshot(page, "alert-silenced");
    await page.goto(`${stage.product.url}/alerts`);
    await page.getByRole("link", { name: "Silences 1" }).click();
    await heading(page).getByText("One silence holds now.").waitFor();
    await page.getByRole("listitem").filter({ hasText: "alertname matches High.* and service is storefront" }).getByText("Silence, Amara Okafor, 1 alert held back").waitFor();

    await page.getByRole("button", { name: "End now" }).click();
    await dialog(page).getByText("What still fires pages then, at once.").waitFor();
    await takeScreenshot(page, "silence-end");
    await dialog(page).getByRole("button", { name: "End it now" }).click();
    await page.getByText("Nothing is silenced").waitFor();
    await page.getByRole("button", { name: "Over" }).click();
    await page.getByRole("listitem").getByText("“The provider is known to be slow”").waitFor();
    expect(await page.getByRole("button", { name: "End now" }).count()).toBe(0);
    await eventually(async () => !(await alertNamed(stage, "HighLatency")).isHeldBack, "it pages again");
  }, 60_000);

  it("are found by ⌘K and a key, changed, and planned with days and hours", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/alerts");
    await heading(page).getByText("Nothing fires.").waitFor();
    await page.keyboard.press("Control+k");
    await dialog(page).getByRole("combobox").fill("silence");
    await page.getByRole("option", { name: /^Silences/ }).waitFor();
    await page.getByRole("option", { name: "Silence alerts" }).click();
    await dialog(page).getByText("Maintenance", { exact: true }).click();
    await dialog(page).getByLabel("Label 1").fill("service");
    await dialog(page).getByLabel("Value 1").fill("ledger");
    await dialog(page).getByText("Later", { exact: true }).click();
    await dialog(page).getByLabel("Only on certain days and hours").check();
    await dialog(page).getByRole("button", { name: "Sat" }).click();
    await dialog(page).getByLabel("Why nobody is to be paged").fill("Its nights of copying");
    await dialog(page).getByText("Would hold back nothing now.").waitFor();
    await takeScreenshot(page, "maintenance-dialog");
    await dialog(page).getByRole("button", { name: "Plan the maintenance" }).click();
    await dialog(page).waitFor({ state: "detached" });
    await page.getByText("Mon to Sat from 22:00 to 04:00 of the next day").waitFor();
    await page.waitForURL((url) => url.search === "");

    await page.getByRole("button", { name: "Change" }).click();
    expect(await dialog(page).getByLabel("Value 1").inputValue()).toBe("ledger");
    await dialog(page).getByLabel("Why nobody is to be paged").fill("Its nights of saving");
    await dialog(page).getByRole("button", { name: "Save the maintenance" }).click();
    await page.getByText("“Its nights of saving”", { exact: true }).waitFor();
    await dialog(page).waitFor({ state: "detached" });
    await page.keyboard.press("s");
    await dialog(page).getByText("Silence alerts").waitFor();
  }, 60_000);

  it("shut nobody out, by day and by night, wide and narrow", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await alertArrives(stage, { region: "us" });
    await mailTo(stage, "amara@acme.example");
    await silencesStand(stage);
    const { id } = await alertNamed(stage, "HighLatency");
    const page = await openSignedIn(browser, stage, "/alerts/silences");
    for (const [scheme, width] of [["light", 1440], ["dark", 390], ["dark", 1440], ["light", 320]] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      for (const [name, path] of [["silences", "/alerts/silences"], ["silences-over", "/alerts/silences?view=over"], ["silences-new", "/alerts/silences?new=true"], ["silenced", `/alerts/${id}`]] as const) {
        await page.goto(`${stage.product.url}${path}`);
        await heading(page).waitFor();
        await page.waitForFunction(() => document.querySelector("[aria-busy='true']") === null);
        if (name === "silenced") expect(await page.getByRole("button", { name: "Silence" }).filter({ visible: true }).count(), String(width)).toBe(1);
        if (name === "silences-new") await dialog(page).getByText("What it holds back stands here first.").waitFor();
        await takeScreenshot(page, `${name}-${String(width)}-${scheme}`);
        expect(await axe(page), `${path} ${scheme} ${String(width)}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} ${String(width)}`).toBeLessThanOrEqual(0);
      }
    }
  }, 120_000);
});
