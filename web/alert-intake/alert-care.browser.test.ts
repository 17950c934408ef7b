import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, eventually, mailTo, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const row = (page: Page, words: string) => page.getByRole("row", { name: words });

/** Several alerts, each in a group of its own, which wake nobody. */
async function quietAlerts({ api }: Stage, count: number): Promise<void> {
  for (let place = 0; place < count; place += 1) {
    const labels = { alertname: `Disk${place}`, service: "storefront", severity: "critical", env: "staging", instance: `node-${place}` };
    expect(await api.post("/intake/prometheus/acme-prometheus", { version: "4", status: "firing", alerts: [{ status: "firing", labels }] })).toMatchObject({ status: 202 });
  }
}

describe("Looking after alerts in a browser", () => {
  it("snoozes one until a time, says whose it is, and ends the snooze", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const { id } = await alertNamed(stage, "HighLatency");
    const page = await openSignedIn(browser, stage, `/alerts/${id}`);
    await page.getByRole("button", { name: "Snooze" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "4 hours" }).click();
    await page.getByText("snoozed", { exact: true }).waitFor();
    expect(await alertNamed(stage, "HighLatency")).toMatchObject({ status: "acknowledged", ownerId: "amara" });
    await page.getByText("by Amara Okafor; it pages then if it still fires").waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("z");
    await page.getByRole("button", { name: "I have it" }).waitFor();
    expect(await alertNamed(stage, "HighLatency")).toMatchObject({ status: "firing", snoozedUntil: null });
  });

  it("chooses a range with shift and does one thing to all of it", async () => {
    const stage = await setStage();
    await quietAlerts(stage, 4);
    const page = await openSignedIn(browser, stage, "/alerts");
    await row(page, "Disk3").waitFor();
    const boxes = page.getByRole("checkbox");
    const lines = await boxes.count();
    await boxes.first().click();
    await boxes.last().click({ modifiers: ["Shift"] });
    await page.getByRole("toolbar", { name: "4 alerts" }).waitFor();
    expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(lines);
    await page.getByRole("toolbar").getByRole("button", { name: "Snooze" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "1 hour" }).click();
    await page.getByText("4 alerts snoozed.").waitFor();
    await page.getByRole("button", { name: /^Acknowledged 4/ }).click();
    await row(page, "Disk0").getByText("Snoozed until").waitFor();
    expect(await page.getByRole("toolbar").count()).toBe(0);
  });

  it("asks once it is over what it was, takes a note and an owner", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const { id } = await alertNamed(stage, "HighLatency");
    const page = await openSignedIn(browser, stage, `/alerts/${id}`);
    await page.getByRole("textbox", { name: "Note" }).fill("The cache was cold.");
    await page.getByRole("button", { name: "Keep the note" }).click();
    await page.getByRole("listitem").getByText("The cache was cold.").waitFor();
    await page.getByRole("button", { name: "Make it mine" }).click();
    await page.getByText("paging goes on").waitFor();
    expect(await alertNamed(stage, "HighLatency")).toMatchObject({ status: "firing", ownerId: "amara" });
    expect(await page.getByRole("group", { name: "What was it?" }).count()).toBe(0);
    await page.keyboard.press("r");
    await page.getByRole("group", { name: "What was it?" }).getByRole("button", { name: "Noise" }).click();
    await page.getByRole("button", { name: "Noise", pressed: true }).waitFor();
    await eventually(async () => (await alertNamed(stage, "HighLatency")).verdict === "noise", "the verdict");
  });

  it("shows what earns its pages, and when it is looked at again", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await quietAlerts(stage, 1);
    await mailTo(stage, "amara@acme.example");
    const { id } = await alertNamed(stage, "HighLatency");
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/resolve`));
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/verdict`, { verdict: "noise" }));
    const page = await openSignedIn(browser, stage, "/alerts");
    await page.getByRole("link", { name: "What earns its pages" }).click();
    await heading(page).getByText("1 rule paged in the last 30 days. 1 rule was more often noise than not.").waitFor();
    expect((await row(page, "HighLatency").getByRole("cell").allTextContents()).slice(0, 6)).toEqual(["1", "1", "0", "1", "0", "0"]);
    await page.getByRole("button", { name: "Plan a review of HighLatency" }).click();
    await page.getByLabel("On").fill("2030-01-25");
    await page.getByRole("button", { name: "Plan the review" }).click();
    await row(page, "HighLatency").getByText("on 25 Jan").waitFor();
  });

  it("shuts nobody out, by day and by night, wide and narrow", async () => {
    const stage = await setStage();
    await quietAlerts(stage, 3);
    await alertArrives(stage);
    const { id } = await alertNamed(stage, "HighLatency");
    await stage.api.post(`/api/v1/alerts/${id}/note`, { text: "The cache is cold since the deployment; it warms up in ten minutes." });
    const over = await alertNamed(stage, "Disk0");
    expectOk(await stage.api.post(`/api/v1/alerts/${over.id}/resolve`));
    const quiet = await alertNamed(stage, "Disk1");
    expectOk(await stage.api.post(`/api/v1/alerts/${quiet.id}/snooze`, { for: "4h" }));
    const page = await openSignedIn(browser, stage, "/alerts");
    const look = async (name: string, scheme: string, width: number) => {
      await page.waitForFunction(() => document.querySelector("[aria-busy='true']") === null);
      await takeScreenshot(page, `care-${name}.${width}.${scheme}`);
      expect([name, scheme, width, ...(await axe(page))]).toEqual([name, scheme, width]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).toBe(true);
      expect(await page.evaluate("[...document.querySelectorAll('main button')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)")).toEqual([]);
    };
    for (const [scheme, width] of [["light", 1440], ["dark", 1440], ["light", 390], ["dark", 390], ["light", 320]] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 844 });
      for (const [name, path] of [["alert", `/alerts/${id}`], ["snoozed", `/alerts/${quiet.id}`], ["over", `/alerts/${over.id}`], ["noise", "/alerts/noise"], ["list", "/alerts"]] as const) {
        await page.goto(`${stage.product.url}${path}`);
        await heading(page).waitFor();
        await look(name, scheme, width);
      }
      await page.getByRole("checkbox").first().click();
      await page.getByRole("toolbar").waitFor();
      await look("bar", scheme, width);
      await page.goto(`${stage.product.url}/alerts/${id}`);
      await page.getByRole("button", { name: "Snooze" }).click();
      await page.getByRole("dialog").waitFor();
      await look("snooze", scheme, width);
    }
  }, 120_000);
});
