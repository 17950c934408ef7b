import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { client, expectOk, type Client } from "../../fakes/client.ts";
import { startMailProgram, type MailServer } from "../../fakes/mail-server/index.ts";
import { startProduct, type Product } from "../../fakes/product.ts";
import { acme } from "../../scenarios/stage.ts";
import type { OnCallView, PersonShiftView } from "../../server/features/on-call/contract.ts";
import { makeTestDatabase } from "../../server/platform/testing/test-database.ts";

const password = "correct horse battery";
const hour = 3_600_000;

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
  for (const id of ["amara", "ben"]) {
    const { link } = expectOk(await api.post<{ link: string }>(`/api/v1/people/${id}/invitation`, { role: "responder" }));
    expectOk(await client(product.url).post("/api/v1/invitation", { token: link.split("/").at(-1), password }));
  }
}, 120_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
  await mail.close();
});

async function openAs(id: string, address: string, options: Parameters<TestBrowser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, ...options });
  page.setDefaultTimeout(90_000);
  expect((await page.request.post(`${product.url}/api/v1/session`, { data: { email: `${id}@acme.example`, password } })).ok()).toBe(true);
  await page.goto(`${product.url}${address}`);
  return page;
}

async function comingShift(id: string, place = 0): Promise<PersonShiftView> {
  const { items } = expectOk(await api.get<{ items: PersonShiftView[] }>(`/api/v1/people/${id}/shifts?to=${new Date(Date.now() + 60 * 24 * hour).toISOString()}`));
  const found = items.filter(({ scheduleId, from }) => scheduleId === "web-primary" && Date.parse(from) > Date.now())[place];
  if (!found) throw new Error(`${id} has no turn to come.`);
  return found;
}

async function onCallAt(at: number, schedule = "web-primary"): Promise<string[]> {
  const { items } = expectOk(await api.get<{ items: OnCallView[] }>(`/api/v1/on-call?at=${new Date(at).toISOString()}`));
  return items.find(({ scheduleId }) => scheduleId === schedule)?.people.map(({ personId }) => personId) ?? [];
}

async function picture(page: Page, name: string): Promise<void> {
  for (const viewport of [{ width: 1440, height: 1000 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(viewport);
    await takeScreenshot(page, `${name}.${viewport.width}`);
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
}

describe("swaps on the screen", { timeout: 240_000 }, () => {
  it("ask by dialog, wait on the other's first screen, change hands with a yes, and are undone", async () => {
    const shift = await comingShift("ben", 1);
    const within = Date.parse(shift.from) + hour;
    const asking = await openAs("ben", "/on-call?schedule=web-primary");
    await asking.getByRole("button", { name: "Ask somebody to take a turn of mine" }).click();
    const dialog = asking.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Which turn" }).click();
    const chosen = asking.getByRole("option").filter({ hasText: "Web primary" });
    await chosen.last().waitFor();
    await asking.getByRole("option").nth(await placeOf(shift)).click();
    await dialog.getByText(/^Only if you change places: you take Web secondary/).waitFor();
    await dialog.getByLabel("Amara Okafor").check();
    await dialog.getByLabel("A word to them").fill("My sister’s wedding");
    await picture(asking, "swap-ask.light");
    await dialog.getByRole("button", { name: /^Ask/ }).click();
    await asking.getByText("You would like to give").waitFor();
    expect(await onCallAt(within)).toEqual(["ben"]);

    const answering = await openAs("amara", "/", { colorScheme: "dark" });
    await answering.getByText("asks whether you take a turn").waitFor();
    await picture(answering, "swap-now.dark");
    await answering.getByRole("link", { name: "Answer" }).click();
    const part = answering.getByRole("region", { name: "Swaps and cover" });
    await part.getByText("My sister’s wedding").waitFor();
    await picture(answering, "swap-asked.dark");
    await part.getByRole("button", { name: "I take it" }).click();
    await part.getByText(/took it/).waitFor();
    expect([await onCallAt(within), await onCallAt(within, "web-secondary")]).toEqual([["amara"], ["ben"]]);
    await asking.getByText("Amara Okafor took it.").waitFor();

    const undone = answering.waitForResponse((answer) => answer.request().method() === "DELETE" && answer.url().includes("/web-primary/"));
    await answering.getByRole("button", { name: "Undo" }).first().click();
    expect((await undone).status()).toBe(204);
    expect([await onCallAt(within), await onCallAt(within, "web-secondary")]).toEqual([["ben"], ["amara"]]);
  });

  it("say why somebody cannot, and show a clash on the schedule", async () => {
    const shift = await comingShift("amara");
    const day = new Date(Date.parse(shift.from) + 48 * hour).toISOString().slice(0, 10);
    const page = await openAs("amara", "/on-call/away");
    await page.getByRole("button", { name: "Say when you are away" }).click();
    await page.getByLabel("First day").fill(day);
    await page.getByLabel("Why").fill("Lisbon");
    await page.getByRole("button", { name: "Note it" }).click();
    await page.getByText(/You are on call then: Web primary/).first().waitFor();
    await picture(page, "away.light");
    await page.goto(`${product.url}/on-call?schedule=web-primary`);
    await page.getByText(/You are on call while away/).waitFor();
    const letter = await mail.waitFor(({ to, subject }) => to.includes("amara@acme.example") && subject === "You are on call while you are away");
    expect(letter.text).toContain("Web primary from");
    expect(letter.text).not.toContain("Lisbon");
    await page.getByRole("button", { name: "Stand beside a turn" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stand beside" }).click();
    await page.getByText("Amara Okafor beside whoever is on call").waitFor();
    await picture(page, "swap-schedule.light");
  });
});

async function placeOf(shift: PersonShiftView): Promise<number> {
  const { items } = expectOk(await api.get<{ items: PersonShiftView[] }>(`/api/v1/people/${shift.personId}/shifts?to=${new Date(Date.now() + 90 * 24 * hour).toISOString()}`));
  return items.findIndex(({ scheduleId, from }) => scheduleId === shift.scheduleId && from === shift.from);
}
