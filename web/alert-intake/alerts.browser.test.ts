import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, eventually, mailTo, pagesOf, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** So many alerts at once, none of which wakes anybody. */
async function stormArrives({ api }: Stage, count: number): Promise<void> {
  const labels = { service: "storefront", severity: "critical", env: "staging" };
  const alerts = Array.from({ length: count }, (_, place) => ({ status: "firing", labels: { ...labels, alertname: `Storm${place}` } }));
  expect(await api.post("/intake/prometheus/acme-prometheus", { version: "4", status: "firing", alerts })).toMatchObject({ status: 202 });
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const row = (page: Page, words: string) => page.getByRole("row", { name: words });

describe("The alerts in a browser", () => {
  it("show an alert that pages as it comes, say why, and take “I have it”", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/alerts");
    await heading(page).getByText("Nothing fires.").waitFor();
    await alertArrives(stage);
    await row(page, "HighLatency on storefront").getByText("Paged Amara Okafor").waitFor();
    await heading(page).getByText("One alert fires, and nobody has it yet.").waitFor();
    await page.getByRole("link", { name: "HighLatency on storefront" }).click();
    await page.getByRole("listitem").getByText("by mail, on call for Web primary, pass 1, step 1").waitFor();
    await page.getByRole("table").filter({ hasText: "no answer yet" }).getByText("You").waitFor();
    await page.getByRole("button", { name: "I have it" }).click();
    await heading(page).getByText("You have had it since").waitFor();
    expect(await page.getByRole("button", { name: "I have it" }).count()).toBe(0);
    expect((await alertNamed(stage, "HighLatency")).ownerId).toBe("amara");
  });

  it("show the payload in bold where it was read, and where a secret was taken out before storing", async () => {
    const stage = await setStage();
    await alertArrives(stage, { api_key: "sk-1234567890" });
    const alert = await alertNamed(stage, "HighLatency");
    const page = await openSignedIn(browser, stage, `/alerts/${alert.id}`);
    const payload = page.getByRole("region", { name: "Payload as it was stored" });
    await payload.locator("mark").getByText("redacted before storing").waitFor();
    expect(await payload.locator("b").allTextContents()).toContain('"alertname": "HighLatency"');
    expect(await payload.textContent()).not.toContain("sk-1234567890");
  });

  it("tell what was paged from what was held back", async () => {
    const stage = await setStage();
    await alertArrives(stage, { env: "staging" });
    const page = await openSignedIn(browser, stage, "/alerts?view=held");
    await page.getByRole("link", { name: "HighLatency on storefront" }).click();
    await heading(page).getByText("It woke nobody: its route says that this is never paged.").waitFor();
    await page.getByText("Held back", { exact: true }).click();
    await page.getByText("urgency.none").waitFor();
    expect(await page.getByText("fold.new").count()).toBe(0);
    await page.getByText("Paged", { exact: true }).click();
    await page.getByText("Nobody was paged about it.", { exact: true }).waitFor();
  });

  it("are counted to the last in a storm, and those that woke nobody are told from the one that did", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await stormArrives(stage, 230);
    const page = await openSignedIn(browser, stage, "/alerts");
    await heading(page).getByText("231 alerts fire, and one of them waits for somebody.").waitFor();
    for (const view of ["Open 231", "Held back 230", "Acknowledged 0"]) await page.getByRole("button", { name: view }).waitFor();
    await page.getByLabel("Title, label, service").fill("Storm22");
    await page.getByRole("button", { name: "Open 11" }).waitFor();
    await page.getByLabel("Title, label, service").fill("");
    await page.getByRole("button", { name: "Held back 230" }).click();
    await row(page, "Storm").first().waitFor();
    expect(await row(page, "HighLatency").count()).toBe(0);
  });

  it("are drawn near the eye alone where there are many, and read on to the last", async () => {
    const stage = await setStage();
    await stormArrives(stage, 430);
    const page = await openSignedIn(browser, stage, "/alerts?view=held");
    await row(page, "Storm").nth(20).waitFor();
    const table = page.getByRole("table", { name: "Alerts" });
    const seen = new Set<string>();
    await expect.poll(async () => {
      for (const name of await table.getByRole("link").allTextContents()) seen.add(name);
      await page.mouse.wheel(0, 700);
      return seen.size;
    }, { timeout: 30_000, interval: 100 }).toBe(430);
    expect(await table.getByRole("link").count()).toBeLessThan(120);
    expect(Number(await table.getAttribute("aria-rowcount"))).toBe(431);
    await takeScreenshot(page, "alerts-long");
    await page.evaluate("window.scrollTo(0, 0)");
    await expect.poll(() => table.getByRole("link").first().textContent()).toBe([...seen][0]);
  }, 60_000);

  it("obey keys: down to an alert, chosen, acknowledged", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await alertArrives(stage, { alertname: "ErrorRate" });
    const page = await openSignedIn(browser, stage, "/alerts");
    await row(page, "ErrorRate").waitFor();
    for (const key of ["j", "j", "x", "k", "x"]) await page.keyboard.press(key);
    await page.getByRole("toolbar", { name: "2 alerts" }).waitFor();
    await page.keyboard.press("a");
    await heading(page).getByText("Two alerts fire, and all are in hand.").waitFor();
    await page.getByRole("button", { name: /^Acknowledged 2/ }).waitFor();
  });

  it("open a group in place and take it whole", async () => {
    const stage = await setStage();
    for (const region of ["eu", "us", "asia"]) await alertArrives(stage, { region });
    const page = await openSignedIn(browser, stage, "/alerts");
    await page.getByRole("button", { name: "3 alerts" }).click();
    for (const region of ["eu", "us", "asia"]) await page.getByRole("link", { name: region, exact: true }).waitFor();
    await page.getByRole("checkbox").first().click();
    await page.getByRole("toolbar", { name: "1 group, 3 alerts" }).getByRole("button", { name: "Acknowledge" }).click();
    await heading(page).getByText("Three alerts fire, and all are in hand.").waitFor();
  });
});

describe("The pages in a browser", () => {
  it("put one’s own first; “I can’t” passes on at once", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example");
    const page = await openSignedIn(browser, stage, "/pages");
    await heading(page).getByText("One page waits for your answer: HighLatency on storefront.").waitFor();
    await page.getByRole("button", { name: "I can’t" }).click();
    await heading(page).getByText("No page waits for you.").waitFor();
    await page.getByRole("rowheader", { name: "Ben Sato" }).waitFor();
    await eventually(async () => (await pagesOf(stage, "ben")).find(({ status }) => status === "sent"), "a page to Ben");
  });
});

describe("A source in a browser", () => {
  it("is made, shows its key this once, and turns green by itself with its first alert", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/sources", { role: "manager" });
    await page.getByRole("button", { name: "New source" }).click();
    await page.getByRole("radio", { name: "Plain JSON" }).check();
    await page.getByLabel("Id").fill("scripts");
    await page.getByRole("button", { name: "Make the address" }).click();
    await page.getByText("Waiting for the first alert", { exact: true }).waitFor();
    const address = (await page.getByRole("region", { name: "Address for plain JSON" }).textContent())?.trim() ?? "";
    expect((await page.request.post(address, { data: { title: "Hello Muster", severity: "info" } })).status()).toBe(202);
    await page.getByText("The first alert came", { exact: true }).waitFor();
    await page.getByText("1 signal", { exact: true }).first().waitFor();
    await page.reload();
    await page.getByText(`${new URL(address).origin}/intake/scripts/<key>`).first().waitFor();
  });
});

describe("The screens about alerts", () => {
  it("shut nobody out, by day and by night, wide and narrow", async () => {
    const stage = await setStage();
    for (const region of ["eu", "us"]) await alertArrives(stage, { region });
    await mailTo(stage, "amara@acme.example");
    const alert = await alertNamed(stage, "HighLatency");
    const page = await openSignedIn(browser, stage, "/alerts");
    for (const [scheme, width] of [["light", 1440], ["dark", 390], ["dark", 1440], ["light", 320]] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 844 });
      for (const [name, path] of [["alerts", "/alerts"], ["alert", `/alerts/${alert.id}`], ["pages", "/pages"], ["sources", "/settings/sources"]] as const) {
        await page.goto(`${stage.product.url}${path}`);
        await heading(page).waitFor();
        await page.waitForFunction(() => document.querySelector("[aria-busy='true']") === null);
        await takeScreenshot(page, `${name}-${String(width)}-${scheme}`);
        expect(await axe(page), `${path} ${scheme} ${String(width)}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} ${String(width)}`).toBeLessThanOrEqual(0);
      }
    }
  }, 120_000);
});
