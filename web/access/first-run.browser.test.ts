import { afterAll, beforeAll, expect, it, describe, onTestFinished } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { alertArrives, setStage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** A Muster that nobody has used yet, and a browser before it. */
async function openFresh() {
  const stage = await setStage({ configuration: "muster: 1\n" });
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  onTestFinished(() => page.context().close());
  await page.goto(`${stage.product.url}/alerts`);
  await page.waitForURL("**/first-run");
  return { stage, page };
}

type Page = Awaited<ReturnType<typeof openFresh>>["page"];

async function makeAdministrator(page: Page) {
  await page.getByLabel("Name").fill("Astrid Berg");
  await page.getByLabel("E-mail").fill("astrid@acme.example");
  await page.getByLabel("Password", { exact: true }).fill("correct horse fjord");
  await page.getByRole("button", { name: "Make the administrator" }).click();
  await page.getByRole("heading", { name: /Welcome, Astrid/ }).waitFor();
}

describe("the first run", () => {
  it("makes the administrator, and is gone for everybody else", async () => {
    const { stage, page } = await openFresh();
    await page.getByText("Mail goes out by").waitFor();
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Make the administrator" }).click();
    await page.getByText(/Use at least 12 characters/).first().waitFor();
    expect(await axe(page)).toEqual([]);
    await makeAdministrator(page);
    const stranger = await browser.newPage();
    onTestFinished(() => stranger.context().close());
    await stranger.goto(`${stage.product.url}/first-run`);
    await stranger.waitForURL("**/sign-in");
  });

  it("shows what the example would make, makes it, and takes it out again", async () => {
    const { stage, page } = await openFresh();
    await makeAdministrator(page);
    await page.getByRole("button", { name: "Use the example" }).click();
    await page.getByText(/11 people, 4 teams, 5 schedules/).waitFor();
    expect((await stage.api.get<{ items: unknown[] }>("/api/v1/on-call")).body).toMatchObject({ items: [] });
    await page.getByRole("button", { name: "Make all of this" }).click();
    await page.getByText("Acme Outdoor is here").waitFor();
    await takeScreenshot(page, "first-run-organization");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Take it out again" }).click();
    await page.getByText(/Deletes 11 people/).waitFor();
    await page.getByRole("button", { name: "Delete all of this" }).click();
    await page.getByRole("button", { name: "Use the example" }).waitFor();
    expect((await stage.api.get<{ items: unknown[] }>("/api/v1/on-call")).body).toMatchObject({ items: [] });
  });

  it("names the mistakes of a file by their lines, and changes nothing", async () => {
    const { page } = await openFresh();
    await makeAdministrator(page);
    const text = "muster: 1\npeople:\n  zoe: { name: Zoe, emial: zoe@acme.example }\n";
    await page.getByLabel("Bring your own file").setInputFiles({ name: "ours.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
    await page.getByText("2 things are wrong. Nothing was changed.").waitFor();
    expect(await page.getByText("Line 3").count()).toBe(2);
    await page.getByText("Did you mean email?").waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it("leads on to Now, where the first alert comes in", async () => {
    const { stage, page } = await openFresh();
    await makeAdministrator(page);
    await page.getByRole("button", { name: "Use the example" }).click();
    await page.getByRole("button", { name: "Make all of this" }).click();
    await page.getByRole("link", { name: "Go to Now" }).click();
    await page.getByRole("heading", { name: /Nothing burns/ }).waitFor();
    await alertArrives(stage, { alertname: "StartPageSlow" });
    await page.getByRole("link", { name: "StartPageSlow on storefront" }).waitFor();
    await takeScreenshot(page, "now");
    expect(await axe(page)).toEqual([]);
  });
});
