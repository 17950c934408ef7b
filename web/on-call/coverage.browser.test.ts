import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { client, expectOk } from "../../fakes/client.ts";
import { startMailProgram, type MailServer } from "../../fakes/mail-server/index.ts";
import { startProduct, type Product } from "../../fakes/product.ts";
import { acme } from "../../scenarios/stage.ts";
import { makeTestDatabase } from "../../server/platform/testing/test-database.ts";

const password = "correct horse battery";
const day = 86_400_000;

let browser: TestBrowser;
let mail: MailServer;
let product: Product;

/** Web without anybody for two days, Ben on both of its schedules for two others, Search without a policy, desks open by day alone. */
const holed = acme
  .replace("tier: 2, escalationPolicy: web,", "tier: 2,")
  .replace("  commanders:     ", '  desk:\n    timezone: Europe/Berlin\n    layers:\n      - people: [jonas, kira]\n        starts: "2026-11-02T09:00"\n        turn: 1w\n        hours: [{ days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00" }]\n  commanders:     ')
  .replace("- { page: [team/payments], wait: 10m }", "- { page: [schedule/desk], wait: 10m }");

beforeAll(async () => {
  const { url: databaseUrl } = await makeTestDatabase();
  [browser, mail] = await Promise.all([openBrowser(), startMailProgram()]);
  product = await startProduct({ databaseUrl, smtpUrl: mail.url });
  const api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", holed, { contentType: "application/yaml" }));
  const { link } = expectOk(await api.post<{ link: string }>("/api/v1/people/amara/invitation", { role: "administrator" }));
  expectOk(await client(product.url).post("/api/v1/invitation", { token: link.split("/").at(-1), password }));
  const noon = Math.floor(Date.now() / day) * day + day / 2;
  const at = (days: number) => new Date(noon + days * day).toISOString();
  expectOk(await api.post("/api/v1/schedules/web-primary/overrides", { kind: "remove", personId: null, from: at(20), to: at(22) }));
  // On one of the two Ben is already, and is refused there.
  for (const schedule of ["web-primary", "web-secondary"]) await api.post(`/api/v1/schedules/${schedule}/overrides`, { kind: "replace", personId: "ben", from: at(40), to: at(44) });
}, 120_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
  await mail.close();
});

async function open(address: string, options: Parameters<TestBrowser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  expect((await page.request.post(`${product.url}/api/v1/session`, { data: { email: "amara@acme.example", password } })).ok()).toBe(true);
  await page.goto(`${product.url}${address}`);
  return page;
}

describe("the coverage screen", () => {
  it("says what breaks paging first, draws it, and leads to where it is mended", async () => {
    const page = await open("/on-call");
    await page.getByRole("link", { name: "Next 90 days" }).click();
    await page.getByRole("heading", { name: "2 things break paging in the next 90 days.", exact: false }).waitFor();
    const breaking = page.getByRole("region", { name: "Breaks paging" });
    await breaking.getByText("Search has no escalation policy.").waitFor();
    await breaking.getByText("Nobody is on call for Web primary.").waitFor();
    await page.getByRole("img", { name: /^web: once a step with nobody, first .*; once a step with nobody new, first / }).waitFor();
    await page.getByText(/^Outside Mon to Fri 09:00 to 18:00\. /).waitFor();
    await page.getByRole("radiogroup").getByText("30 days").click();
    await page.getByRole("heading", { name: "2 things break paging in the next 30 days.", exact: false }).waitFor();
    expect(new URL(page.url()).search).toBe("?days=30");
    await breaking.getByRole("link", { name: /^Find somebody for this time: Nobody is on call for Web primary/ }).click();
    await page.getByRole("group", { name: /^Web primary, / }).waitFor();
    expect(new URL(page.url()).searchParams.get("schedule")).toBe("web-primary");
  });

  it("warns before a file is taken over that would break paging", async () => {
    const page = await open("/settings/configuration");
    const file = { name: "muster.yaml", mimeType: "application/yaml", buffer: Buffer.from(holed.replace("tier: 1, escalationPolicy: payments, experts: [chidi]", "tier: 1, experts: [chidi]")) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("note").getByText("Ledger has no escalation policy.").waitFor();
    await page.getByRole("button", { name: /apply/i }).waitFor();
    await takeScreenshot(page, "coverage.plan.light.1440");
    expect(await axe(page)).toEqual([]);
  });

  it.each(["light", "dark"] as const)("shuts nobody out by %s, on a desk and on a phone", async (colorScheme) => {
    const page = await open("/on-call/coverage", { colorScheme });
    await page.getByRole("region", { name: "Breaks paging" }).waitFor();
    for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(viewport);
      await takeScreenshot(page, `coverage.${colorScheme}.${viewport.width}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
});
