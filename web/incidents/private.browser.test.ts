import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn, type SignedInOptions } from "../../scenarios/signed-in.ts";
import { setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const patience = 20_000;
const title = "A customer's data was sent to another";
const dialog = (page: Page) => page.getByRole("dialog");
const isNarrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

async function open(stage: Stage, path: string, options: SignedInOptions = {}): Promise<Page> {
  const page = await openSignedIn(browser, stage, path, { personId: "chidi", ...options });
  page.setDefaultTimeout(patience);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

interface Insider {
  ask: (method: string, path: string, body?: object) => Promise<Response>;
  declare: (more?: object) => Promise<string>;
}

/** Somebody who works without a browser here: what two people see is never mixed up. */
async function insider({ api, product }: Stage, personId = "chidi"): Promise<Insider> {
  const { link } = expectOk(await api.post<{ link: string }>(`/api/v1/people/${personId}/invitation`, { role: "responder" }));
  const headers: Record<string, string> = { "content-type": "application/json" };
  const ask: Insider["ask"] = (method, path, body) => fetch(`${product.url}/api/v1/${path}`, { method, headers: body ? headers : { cookie: headers["cookie"] ?? "" }, ...(body && { body: JSON.stringify(body) }) });
  const taken = await ask("POST", "invitation", { token: link.split("/").at(-1), password: "a password of one's own" });
  headers["cookie"] = taken.headers.get("set-cookie")?.split(";")[0] ?? "";
  const wish = { title, severity: "sev2", priority: "p2", serviceIds: ["checkout"], page: false, privacy: { reason: "Names of customers are in it.", who: ["person/elif"] } };
  return { ask, declare: async (more = {}) => ((await (await ask("POST", "incidents", { ...wish, ...more })).json()) as { ref: string }).ref };
}

describe("A private incident in a browser", () => {
  it("is declared so, and says in its room who sees it", async () => {
    const stage = await setStage();
    const page = await open(stage, "/declare");
    await page.getByLabel("What is happening").fill(title);
    await page.getByLabel("Private: only those named see it").check();
    expect(await page.getByRole("button", { name: "Declare", exact: true }).isDisabled()).toBe(true);
    await page.getByLabel("Why it is private").fill("Names of customers are in it.");
    await page.getByRole("combobox", { name: "Who sees it besides" }).fill("Elif");
    await page.getByRole("option", { name: /^Elif/ }).click();
    await page.getByLabel("What naming them does").getByText("Elif Kaya sees everything in it, from its beginning.").waitFor();
    await page.getByRole("heading", { level: 1 }).click();
    await takeScreenshot(page, "declare-private-light");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Declare", exact: true }).click();
    await page.getByRole("button", { name: "Private, who sees it" }).click();
    await dialog(page).getByText("Names of customers are in it.").waitFor();
    await dialog(page).getByText("Elif Kaya", { exact: true }).waitFor();
    await takeScreenshot(page, "private-panel-light");
    expect(await axe(page)).toEqual([]);
  });

  it("is opened to more and closed again by who is in it, who reads first what that does", async () => {
    const stage = await setStage();
    const page = await open(stage, "/declare", { colorScheme: "dark" });
    const wish = { title, severity: "sev2", priority: "p2", serviceIds: ["checkout"], page: false, privacy: { reason: "Names of customers are in it.", who: ["person/elif"] } };
    const { ref } = (await (await page.request.post(`${stage.product.url}/api/v1/incidents`, { data: wish })).json()) as { ref: string };
    await page.goto(`${stage.product.url}/incidents/${ref}`);
    await page.getByRole("button", { name: "Private, who sees it" }).click();
    await dialog(page).getByRole("combobox", { name: "Name more" }).fill("Web");
    await page.getByRole("option", { name: "Web", exact: true }).click();
    await dialog(page).getByRole("heading").first().click();
    await dialog(page).getByLabel("What naming them does").getByText(/see everything in it, from its beginning\.$/).waitFor();
    await takeScreenshot(page, "private-panel-dark");
    expect(await axe(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Let them see it" }).click();
    await dialog(page).getByRole("button", { name: "Take Web out" }).click();
    await dialog(page).getByRole("button", { name: "Take Web out" }).waitFor({ state: "detached" });
    await dialog(page).getByRole("button", { name: "Make it public again" }).click();
    await dialog(page).getByText(/who can sign in will see everything in it, from its beginning/).waitFor();
    await dialog(page).getByText(/^Told from now on: /).waitFor();
    await takeScreenshot(page, "private-public-dark");
    expect(await axe(page)).toEqual([]);
    await dialog(page).getByLabel("Why may everybody see it now?").fill("The customers were told.");
    await dialog(page).getByRole("button", { name: /^Show it to/ }).click();
    await page.getByRole("button", { name: "Private, who sees it" }).waitFor({ state: "detached" });
  });

  it("is not there for somebody else until they are named, and gone again when they are taken out", async () => {
    const stage = await setStage();
    const chidi = await insider(stage);
    const ref = await chidi.declare();
    const theirs = await open(stage, "/incidents", { personId: "ben" });
    await theirs.getByText("No incident is open", { exact: false }).first().waitFor();
    expect(await theirs.getByText(title).count()).toBe(0);
    await takeScreenshot(theirs, "private-others-list-light");
    expect((await chidi.ask("POST", `incidents/${ref}/privacy/named`, { who: ["person/ben"] })).status).toBe(200);
    await theirs.getByRole("link", { name: title }).click();
    await theirs.getByRole("button", { name: "Private, who sees it" }).waitFor();
    expect((await chidi.ask("DELETE", `incidents/${ref}/privacy/named/person/ben`)).status).toBe(200);
    await theirs.getByText("There is no such incident.").first().waitFor();
    expect(await theirs.getByText(title).count()).toBe(0);
    await takeScreenshot(theirs, "private-gone-light");
  });

  it("is made private on a phone, at night, by who reads first who hears of it no more", async () => {
    const stage = await setStage();
    const page = await open(stage, "/declare", { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    const made = await page.request.post(`${stage.product.url}/api/v1/incidents`, { data: { title, severity: "sev1", priority: "p1", serviceIds: ["checkout"], page: false } });
    await page.goto(`${stage.product.url}/incidents/${((await made.json()) as { ref: string }).ref}`);
    await page.getByRole("button", { name: "More", exact: true }).last().click();
    await page.getByRole("menuitem", { name: "Make it private" }).click();
    await dialog(page).getByLabel("Why it is private").fill("Names of customers are in it.");
    await dialog(page).getByText(/^Told no more: /).waitFor();
    await takeScreenshot(page, "private-make-phone-dark");
    expect(await isNarrow(page)).toBe(true);
    expect(await axe(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Make it private" }).click();
    await page.getByRole("button", { name: "Private, who sees it" }).click();
    await dialog(page).getByRole("combobox", { name: "Name more" }).waitFor();
    await takeScreenshot(page, "private-panel-phone-dark");
    expect(await isNarrow(page)).toBe(true);
  });

  it("is opened by an administrator in the open", async () => {
    const stage = await setStage();
    const ref = await (await insider(stage)).declare();
    const admin = await open(stage, `/incidents/${ref}`, { personId: "hana", role: "administrator" });
    await admin.getByText("There is no such incident.").first().waitFor();
    await admin.getByRole("button", { name: "Open it if it is private" }).click();
    await admin.getByLabel("Why you open it").fill("The auditor asks for it.");
    await takeScreenshot(admin, "private-administrator-light");
    expect(await axe(admin)).toEqual([]);
    await admin.getByRole("button", { name: "Open it to me" }).click();
    await admin.getByText("opened it as an administrator and sees it now").first().waitFor();
  });
});
