import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { client, expectOk, type Client } from "../../../fakes/client.ts";
import { startProduct, type Product } from "../../../fakes/product.ts";
import { acme } from "../../../scenarios/stage.ts";
import type { OnCallView } from "../../../server/features/on-call/contract.ts";
import type { ScheduleFormView } from "../../../server/features/on-call/schedule-form.contract.ts";
import { makeTestDatabase } from "../../../server/platform/testing/test-database.ts";

const password = "correct horse battery";
const day = 86_400_000;

let browser: TestBrowser;
let product: Product;
let api: Client;

beforeAll(async () => {
  const { url: databaseUrl } = await makeTestDatabase();
  browser = await openBrowser();
  product = await startProduct({ databaseUrl, smtpUrl: "smtp://127.0.0.1:1" });
  api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", acme, { contentType: "application/yaml" }));
  for (const [id, role] of [["amara", "manager"], ["kira", "viewer"]]) {
    const { link } = expectOk(await api.post<{ link: string }>(`/api/v1/people/${id}/invitation`, { role }));
    expectOk(await client(product.url).post("/api/v1/invitation", { token: link.split("/").at(-1), password }));
  }
}, 180_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
});

async function open(address: string, who = "amara", options: Parameters<TestBrowser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  expect((await page.request.post(`${product.url}/api/v1/session`, { data: { email: `${who}@acme.example`, password } })).ok()).toBe(true);
  page.setDefaultTimeout(60_000);
  await page.goto(`${product.url}${address}`);
  return page;
}

async function onCall(id: string): Promise<string[]> {
  const { items } = expectOk(await api.get<{ items: OnCallView[] }>("/api/v1/on-call?limit=500"));
  return items.find(({ scheduleId }) => scheduleId === id)?.people.map(({ personId }) => personId) ?? [];
}

describe("a schedule on screen", { timeout: 180_000 }, () => {
  it("is made with a live preview, and pages right at once", async () => {
    const page = await open("/on-call/schedules/new");
    await page.getByLabel("Name").first().fill("Night watch");
    await page.getByRole("combobox", { name: "Turn 1", exact: true }).click();
    await page.getByRole("option", { name: "Chidi Novak" }).click();
    await page.getByLabel("The first turn starts").fill("2026-01-05T09:00");
    await page.getByRole("group", { name: "Preview" }).getByText("Chidi").first().waitFor();
    await page.getByText("Chidi Novak", { exact: true }).last().waitFor();
    expect(await onCall("night-watch")).toEqual([]);
    await page.getByRole("button", { name: "Publish" }).first().click();
    await page.waitForURL(/\/on-call\?schedule=night-watch/);
    expect(await onCall("night-watch")).toEqual(["chidi"]);
  });

  it("says what it would break, and is not published over what somebody else changed", async () => {
    const from = new Date(Math.ceil(Date.now() / day) * day + 2 * day).toISOString();
    const to = new Date(Date.parse(from) + day).toISOString();
    const wish = { kind: "replace", personId: "dana", from, to, reason: "Dentist" };
    expectOk(await api.post("/api/v1/schedules/web-primary/overrides", wish));
    const page = await open("/on-call/schedules/web-primary");
    await page.getByRole("button", { name: "Only in some hours" }).click();
    await page.getByText(/It makes \d+ gaps/).waitFor();
    const form = expectOk(await api.get<ScheduleFormView>("/api/v1/schedules/web-primary/form"));
    expectOk(await api.put("/api/v1/schedules/web-primary", { version: form.version, entry: { ...form.entry, layers: form.entry.layers.map((layer) => ({ ...layer, turn: "3w" })) } }));
    await page.getByRole("button", { name: "Publish" }).first().click();
    await page.getByText("Somebody changed this schedule meanwhile.").first().waitFor();
    await page.getByRole("button", { name: "Begin again with theirs" }).click();
    await expect.poll(() => page.getByLabel("A turn lasts").inputValue()).toBe("3");
  });

  it.each(["light", "dark"] as const)("shuts nobody out by %s, on a desk and on a small phone", async (colorScheme) => {
    const page = await open("/on-call/schedules/web-primary", "amara", { colorScheme });
    await page.getByRole("group", { name: "Preview" }).waitFor();
    for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(viewport);
      await takeScreenshot(page, `schedule-edit.${colorScheme}.${viewport.width}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
});

describe("the month of everybody", { timeout: 180_000 }, () => {
  it.each(["light", "dark"] as const)("is there for a viewer, with roles and experts by day, by %s", async (colorScheme) => {
    const page = await open("/on-call/month", "kira", { colorScheme });
    await page.getByRole("rowheader", { name: /Incident commander/ }).waitFor();
    await page.getByRole("rowheader", { name: /Dana.*Checkout/ }).waitFor();
    for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
      await page.setViewportSize(viewport);
      await takeScreenshot(page, `on-call-month.${colorScheme}.${viewport.width}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
});

describe("a year in view", { timeout: 240_000 }, () => {
  it("scrolls without a stall with fifty overrides, and a drag in it opens the change", async () => {
    const start = Date.now() + 3 * day;
    for (let number = 0; number < 50; number += 1) {
      const from = start + number * 7 * day;
      expectOk(await api.post("/api/v1/schedules/communicators/overrides", { kind: "add", personId: "chidi", from: new Date(from).toISOString(), to: new Date(from + day).toISOString() }));
    }
    const page = await open("/on-call?schedule=communicators&view=year");
    await page.getByRole("group", { name: /^Communicators, / }).waitFor();
    expect(await page.getByRole("group", { name: /^Week of/ }).count()).toBe(53);
    const stalls = await page.evaluate(async () => {
      const gaps: number[] = [];
      let last = performance.now();
      for (let step = 0; step < 60; step += 1) {
        window.scrollBy(0, 120);
        await new Promise(requestAnimationFrame);
        gaps.push(performance.now() - last);
        last = performance.now();
      }
      return gaps.sort((a, b) => a - b);
    });
    process.stdout.write(`a year scrolled: median ${stalls[30]?.toFixed(1)} ms, worst ${stalls.at(-1)?.toFixed(1)} ms a frame\n`);
    expect(stalls[30]).toBeLessThan(100);
    await takeScreenshot(page, "on-call-year");
    const week = page.getByRole("group", { name: /^Week of/ }).nth(30).getByRole("button");
    await week.first().scrollIntoViewIfNeeded();
    const [one, other] = [await week.nth(1).boundingBox(), await week.nth(3).boundingBox()];
    await page.mouse.move((one?.x ?? 0) + 20, (one?.y ?? 0) + 10);
    await page.mouse.down();
    await page.mouse.move((other?.x ?? 0) + 20, (other?.y ?? 0) + 10, { steps: 6 });
    await page.mouse.up();
    await page.getByRole("dialog").waitFor();
  });
});
