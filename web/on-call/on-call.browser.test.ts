import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { client, expectOk, type Client } from "../../fakes/client.ts";
import { startMailProgram, type MailServer } from "../../fakes/mail-server/index.ts";
import { startProduct, type Product } from "../../fakes/product.ts";
import { acme } from "../../scenarios/stage.ts";
import type { OnCallView, ScheduleShiftsView } from "../../server/features/on-call/contract.ts";
import { makeTestDatabase } from "../../server/platform/testing/test-database.ts";

const password = "correct horse battery";
const day = 86_400_000;

let browser: TestBrowser;
let mail: MailServer;
let product: Product;
let api: Client;

beforeAll(async () => {
  const { url: databaseUrl } = await makeTestDatabase();
  [browser, mail] = await Promise.all([openBrowser(), startMailProgram()]);
  product = await startProduct({ databaseUrl, smtpUrl: mail.url });
  api = client(product.url, product.token);
  expectOk(await api.put("/api/v1/config", acme, { contentType: "application/yaml" }));
  const { link } = expectOk(await api.post<{ link: string }>("/api/v1/people/amara/invitation", { role: "manager" }));
  expectOk(await client(product.url).post("/api/v1/invitation", { token: link.split("/").at(-1), password }));
}, 120_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
  await mail.close();
});

async function openOnCall(address = "/on-call?schedule=web-primary", options: Parameters<TestBrowser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  const signedIn = await page.request.post(`${product.url}/api/v1/session`, { data: { email: "amara@acme.example", password } });
  expect(signedIn.ok()).toBe(true);
  await page.goto(`${product.url}${address}`);
  await page.getByRole("group", { name: /^Web primary, / }).waitFor();
  return page;
}

async function onCallAt(at: number): Promise<string[]> {
  const { items } = expectOk(await api.get<{ items: OnCallView[] }>(`/api/v1/on-call?at=${new Date(at).toISOString()}`));
  return items.find(({ scheduleId }) => scheduleId === "web-primary")?.people.map(({ personId }) => personId) ?? [];
}

/** Noon UTC some days from now: far from every handover, since those are at nine in the morning. */
function noonIn(days: number): number {
  return Math.floor(Date.now() / day) * day + (days + 0.5) * day;
}

/** What a date and time field holds for a moment, on the clock of Berlin. */
function berlinText(at: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", dateStyle: "short", timeStyle: "short" }).format(at).replace(" ", "T");
}

async function undo(page: Page): Promise<void> {
  const undone = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "Undo" }).click();
  expect((await undone).status()).toBe(204);
}

async function save(page: Page, verb: string): Promise<void> {
  const saved = page.waitForResponse((answer) => answer.url().endsWith("/overrides") && answer.request().method() === "POST");
  await page.getByRole("dialog").getByRole("button", { name: verb }).click();
  expect((await saved).status()).toBe(201);
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

describe("the on-call screen", () => {
  it("gives a shift away by form, says first what will change, and undoes it", async () => {
    const [from, to] = [noonIn(3), noonIn(4)];
    const before = await onCallAt(from + day / 4);
    const page = await openOnCall();
    await page.getByRole("button", { name: "Change who is on call" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Cover for somebody").click();
    await dialog.getByRole("combobox", { name: "Who takes it" }).click();
    await page.getByRole("option", { name: "Chidi Novak" }).click();
    await dialog.getByRole("combobox", { name: "For whom" }).click();
    await page.getByRole("option", { name: before[0] === "amara" ? "Amara Okafor" : "Ben Sato" }).click();
    await dialog.getByLabel("From").fill(berlinText(from));
    await dialog.getByLabel("To", { exact: true }).fill(berlinText(to));
    await dialog.getByText("Chidi Novak instead of").waitFor();
    expect(await onCallAt(from + day / 4)).toEqual(before);
    await save(page, "Cover for them");
    expect(await onCallAt(from + day / 4)).toEqual(["chidi"]);
    expect(await onCallAt(to + 1)).not.toEqual(["chidi"]);
    await page.getByRole("region", { name: "Overrides" }).getByText("Chidi for").waitFor();
    await undo(page);
    expect(await onCallAt(from + day / 4)).toEqual(before);
  });

  it("takes a shift by dragging over the days, and undoes it", async () => {
    const page = await openOnCall();
    const view = expectOk(await api.get<ScheduleShiftsView>("/api/v1/schedules/web-primary/shifts"));
    const others = view.items.find(({ personId, from }) => personId === "ben" && Date.parse(from) > Date.now());
    const start = Date.parse(others?.from ?? "");
    await drag(page, dayName(start + day), dayName(start + 3 * day));
    await page.getByRole("dialog").getByText("You instead of Ben Sato").waitFor();
    await save(page, "Take the shift");
    expect(await onCallAt(start + 2 * day)).toEqual(["amara"]);
    await undo(page);
    expect(await onCallAt(start + 2 * day)).toEqual(["ben"]);
  });

  it("of a year shows who is woken and nothing else", async () => {
    const page = await openOnCall();
    const calendar = page.getByRole("group", { name: /^Web primary, / });
    await calendar.getByText("Weekly turn").first().waitFor();
    await page.getByRole("button", { name: "Year" }).click();
    await calendar.getByText("Weekly turn").first().waitFor({ state: "detached" });
    await calendar.getByText("Final").first().waitFor();
  });

  it("opens the month at today, with the names beside it, on a phone too", async () => {
    const page = await openOnCall("/on-call?schedule=web-primary", { viewport: { width: 390, height: 844 } });
    await page.goto(`${product.url}/on-call/month`);
    for (const name of ["Roles and schedules, day by day", "Experts of services, day by day"]) {
      const table = page.getByRole("group", { name });
      const [frame, names, today] = await Promise.all([table, table.locator("th").first(), table.locator("th[aria-current='date']")].map((part) => part.boundingBox()));
      expect(Math.abs((names?.x ?? 0) - (frame?.x ?? 0))).toBeLessThanOrEqual(2);
      expect(today?.x).toBeGreaterThanOrEqual((names?.x ?? 0) + (names?.width ?? 0) - 2);
      expect((today?.x ?? 0) + (today?.width ?? 0)).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0) + 2);
    }
  });

  it("puts other shifts in the place of the turns for a while, and undoes it", async () => {
    const [from, middle, to] = [noonIn(40), noonIn(41), noonIn(42)];
    const before = await onCallAt(from + day / 4);
    const page = await openOnCall();
    await page.getByRole("button", { name: "Other shifts for a while" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("From").first().fill(berlinText(from));
    await dialog.getByLabel("To", { exact: true }).first().fill(berlinText(to));
    const choose = async (number: number, name: string) => {
      await dialog.getByRole("group", { name: `Shift ${number}` }).getByRole("combobox", { name: "Who" }).click();
      await page.getByRole("option", { name }).last().click();
    };
    await choose(1, "Chidi Novak");
    await dialog.getByRole("group", { name: "Shift 1" }).getByLabel("To", { exact: true }).fill(berlinText(middle - day / 4));
    await dialog.getByText(/^Nobody from/).waitFor();
    await dialog.getByRole("button", { name: "Add a shift" }).click();
    await choose(2, "Elif Kaya");
    await dialog.getByRole("group", { name: "Shift 2" }).getByLabel("From").fill(berlinText(middle));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
        await page.setViewportSize(viewport);
        await takeScreenshot(page, `on-call-temporary.${colorScheme}.${viewport.width}`);
        expect(await axe(page)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(await onCallAt(from + 1)).toEqual(before);
    await save(page, "Put them in place");
    expect([await onCallAt(from + 1), await onCallAt(middle - 1), await onCallAt(middle + 1)]).toEqual([["chidi"], [], ["elif"]]);
    await undo(page);
    expect(await onCallAt(from + day / 4)).toEqual(before);
  });

  it.each(["light", "dark"] as const)("says who is on call, and shuts nobody out by %s, on a desk and on a small phone", async (colorScheme) => {
    const page = await openOnCall("/on-call?schedule=web-primary", { colorScheme });
    await page.getByRole("region", { name: "On call now" }).getByText("Web primary").waitFor();
    for (const viewport of [{ width: 1440, height: 900 }, { width: 320, height: 640 }]) {
      await page.setViewportSize(viewport);
      await takeScreenshot(page, `on-call.${colorScheme}.${viewport.width}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  });
});

/** How a day's button begins: `Wed 2 Dec:`. */
function dayName(at: number): RegExp {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", weekday: "short", day: "numeric", month: "short" }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return new RegExp(`^${part("weekday")} ${part("day")} ${part("month").slice(0, 3)}:`);
}

async function drag(page: Page, first: RegExp, last: RegExp): Promise<void> {
  const middle = async (name: RegExp) => {
    const box = await page.getByRole("button", { name }).boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const [start, end] = [await middle(first), await middle(last)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, end.y, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}
