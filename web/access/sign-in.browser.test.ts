import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

async function openPage() {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  onTestFinished(() => page.context().close());
  return page;
}

type Page = Awaited<ReturnType<typeof openPage>>;

async function invite({ api }: Stage, personId: string): Promise<string> {
  return expectOk(await api.post<{ link: string }>(`/api/v1/people/${personId}/invitation`, { role: "responder" })).link;
}

/** The example organization with Amara, who set her password by her invitation's link. */
async function enterAsAmara(page: Page): Promise<Stage> {
  const stage = await setStage();
  // Without an administrator the door would lead to the first run.
  expectOk(await stage.api.post("/api/v1/first-run", { name: "Astrid Berg", email: "astrid@acme.example", password: "correct horse fjord", timezone: "Europe/Oslo" }));
  await page.goto(await invite(stage, "amara"));
  await page.getByRole("heading", { name: /Welcome, Amara Okafor/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("Password", { exact: true }).fill("amaras own password");
  await page.getByRole("button", { name: "Set the password and enter" }).click();
  await page.waitForURL(`${stage.product.url}/`);
  return stage;
}

async function signIn(page: Page, password: string) {
  await page.getByLabel("E-mail").fill("amara@acme.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

describe("signing in", () => {
  it("takes an invitation, once", async () => {
    const page = await openPage();
    const stage = await enterAsAmara(page);
    await page.getByText(/On call for Web primary/).waitFor();
    const link = await invite(stage, "ben");
    const guest = await openPage();
    await guest.goto(link);
    await guest.getByLabel("Password", { exact: true }).fill("bens own password");
    await guest.getByRole("button", { name: "Set the password and enter" }).click();
    await guest.getByRole("button", { name: /Ben Sato/ }).waitFor();
    const second = await openPage();
    await second.goto(link);
    await second.getByText("This invitation leads nowhere any more.").waitFor();
  });

  it("leads back to where somebody wanted to go", async () => {
    const page = await openPage();
    const stage = await enterAsAmara(page);
    const other = await openPage();
    await other.goto(`${stage.product.url}/pages?status=sent`);
    await other.getByRole("heading", { name: /Sign in to Muster/ }).waitFor();
    await takeScreenshot(other, "sign-in");
    expect(await axe(other)).toEqual([]);
    await signIn(other, "not this one");
    await other.getByText("This e-mail address and password do not belong together.").waitFor();
    await signIn(other, "amaras own password");
    await other.waitForURL("**/pages?status=sent");
  });

  it("never leads to another site", async () => {
    const page = await openPage();
    const stage = await enterAsAmara(page);
    await page.goto(`${stage.product.url}/sign-in?from=//evil.example/`);
    await page.waitForURL(`${stage.product.url}/`);
  });

  it("ends in every tab when one signs out", async () => {
    const page = await openPage();
    const stage = await enterAsAmara(page);
    const tab = await page.context().newPage();
    await tab.goto(`${stage.product.url}/alerts`);
    await tab.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("button", { name: /Amara Okafor/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in**");
    await tab.waitForURL("**/sign-in**");
    expect((await page.context().cookies()).filter(({ name }) => name === "muster_session")).toEqual([]);
  });
});
