import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { openSignedIn } from "../../../scenarios/signed-in.ts";
import { alertNamed, setStage } from "../../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** Frostwatch is invented: no preset knows it. */
const frost = { kind: "state_change", probe: { id: 4711, label: "Cold store 2 is too warm", shop: "storefront" }, state: "ALARM", level: "major", at: "2026-11-19T13:39:51Z", url: "https://frost.example/4711" };

async function makeSource(page: Page, tool: string, id: string): Promise<void> {
  await page.getByRole("button", { name: "New source" }).click();
  await page.getByLabel("Find a tool").fill(tool);
  await page.getByLabel("Id", { exact: true }).fill(id);
}

const region = (page: Page, name: string) => page.getByRole("region", { name });
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

/** Pictures of a screen by day and by night, wide and narrow, and what shuts people out on any of them. */
async function lookAt(page: Page, name: string): Promise<string[]> {
  const findings: string[] = [];
  for (const [scheme, width] of [["light", 1440], ["dark", 1440], ["light", 390], ["dark", 390]] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await takeScreenshot(page, `${name}.${width}.${scheme}`);
    const isTooWide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1");
    findings.push(...(await axe(page)), ...(isTooWide ? ["scrolls sideways"] : []));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
  return findings;
}

describe("A tool that nobody thought of", () => {
  it("is captured, its mapping proposed, corrected, seen working, kept, and read by from then on", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/sources", { role: "manager" });
    await makeSource(page, "frostwatch", "frost");
    await page.getByText("No tool of that name is known.").waitFor();
    expect(await page.getByRole("radio", { name: "Anything else" }).isChecked()).toBe(true);
    const found = await lookAt(page, "new-source");
    await page.getByRole("button", { name: "Make the address" }).click();
    await page.getByText("The first body that comes stands here").waitFor();
    const address = (await region(page, "Address for any tool").textContent())?.trim() ?? "";
    expect((await page.request.post(address, { data: frost })).status()).toBe(202);
    await page.getByText("The first alert came", { exact: true }).waitFor();

    await page.getByRole("heading", { name: "What Muster proposes" }).waitFor();
    expect(await field(page, "Title").inputValue()).toBe("body.probe.label");
    expect(await field(page, "Key").inputValue()).toBe("body.probe.id");
    expect(await field(page, "State").inputValue()).toBe("body.state");
    expect(await field(page, "Severity").inputValue()).toBe("body.level");
    const outcome = page.getByRole("list", { name: "So it would be" });
    await outcome.getByText("unassigned").waitFor();

    await field(page, "Service").fill("body.probe.shops");
    await page.getByText("Not in this body: body.probe.shops.").waitFor();
    await field(page, "Service").fill("body.probe.");
    await page.getByText("Column 12:").waitFor();
    expect(await page.getByRole("button", { name: "Keep it" }).isDisabled()).toBe(true);
    found.push(...(await lookAt(page, "mapping-wrong")));
    await field(page, "Service").fill("body.probe.shop");
    await outcome.getByText("storefront").waitFor();
    await region(page, "Body that came").getByText("service", { exact: true }).waitFor();
    found.push(...(await lookAt(page, "mapping-right")));
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByText("Kept. The next delivery is read by it.").waitFor();

    expect((await page.request.post(address, { data: { ...frost, probe: { id: 4712, label: "Cold store 3 is too warm", shop: "storefront" } } })).status()).toBe(202);
    expect(await alertNamed(stage, "Cold store 3")).toMatchObject({ serviceId: "storefront", severity: "high", key: "4712" });
    expect(await alertNamed(stage, "Cold store 2")).toMatchObject({ serviceId: null });
    await page.getByRole("link", { name: "Cold store 3 is too warm" }).waitFor();
    found.push(...(await lookAt(page, "mapping-kept")));
    expect(found).toEqual([]);
  }, 90_000);
});

describe("A tool that is known", () => {
  it("is found by its name, shows the steps of its set-up, and turns green with a test of it", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/sources", { role: "manager" });
    await makeSource(page, "kuma", "kuma");
    await page.getByRole("radio", { name: "Uptime Kuma", checked: true }).waitFor();
    const found = await lookAt(page, "new-source-kuma");
    await page.getByRole("button", { name: "Make the address" }).click();
    const address = (await region(page, "Step 2 for Uptime Kuma").textContent())?.trim() ?? "";
    expect((await page.request.post(address, { data: { msg: "Webhook Testing", heartbeat: null, monitor: null } })).status()).toBe(202);
    await page.getByText("A test came", { exact: true }).waitFor();
    await page.getByText("A test notification of Uptime Kuma arrived.").first().waitFor();
    found.push(...(await lookAt(page, "kuma")));
    expect(found).toEqual([]);
  }, 60_000);
});

describe("Each kind of source", () => {
  it("shows what to paste where", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/sources", { role: "manager" });
    const found: string[] = [];
    for (const kind of ["alertmanager", "grafana", "pagerduty-events-v2", "opsgenie", "sentry", "cloudwatch", "github", "cloudevents", "email", "syslog", "heartbeat"]) {
      const made = await stage.api.post("/api/v1/sources", { id: `try-${kind}`, kind, ...(kind === "heartbeat" ? { every: "1d" } : {}) });
      expect(made.status, kind).toBe(201);
      await page.goto(`${stage.product.url}/settings/sources/try-${kind}`);
      await page.getByRole("button", { name: "Copy" }).first().waitFor();
      await takeScreenshot(page, `kind-${kind}`);
      found.push(...(await axe(page)).map((finding) => `${kind}: ${finding}`));
    }
    expect(found).toEqual([]);
  }, 60_000);
});
