import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openBrowser, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { startProduct } from "../../fakes/product.ts";
import { alertArrives, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const password = "correct horse fjord";

/** An administrator before Now, with the example organization. */
async function openNow() {
  const stage = await setStage();
  expectOk(await stage.api.post("/api/v1/first-run", { name: "Astrid Berg", email: "astrid@acme.example", password, timezone: "Europe/Oslo" }));
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  onTestFinished(() => page.context().close());
  await page.goto(stage.product.url);
  await page.getByLabel("E-mail").fill("astrid@acme.example");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: /Nothing burns/ }).waitFor();
  return { stage, page };
}

/** Starts the product again at the same address, over the same database. */
async function startAgain(stage: Stage): Promise<Stage> {
  const product = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
  onTestFinished(async () => void (await product.stop()));
  return { ...stage, product };
}

/** Counts the streams that the page opens itself, beside the one that all pages of the browser share. */
function countStreams(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => (count += Number(request.url().includes("/api/v1/stream"))));
  return () => count;
}

describe("a screen that stays open", () => {
  it("shows what happens within a second, in every tab, over one stream", async () => {
    const { stage, page } = await openNow();
    const tab = await page.context().newPage();
    const ownStreams = countStreams(tab);
    await tab.goto(`${stage.product.url}/alerts`);
    await tab.getByRole("heading", { name: /Nothing fires/ }).waitFor();
    await alertArrives(stage, { alertname: "CheckoutSlow" });
    for (const each of [page, tab]) await each.getByRole("link", { name: "CheckoutSlow on storefront" }).first().waitFor({ timeout: 5_000 });
    await page.getByRole("link", { name: /Alerts 1/ }).waitFor();
    expect(ownStreams()).toBe(0);
  });

  it("stays live where the browser has no worker to share", async () => {
    const { stage, page } = await openNow();
    const plain = await page.context().newPage();
    const ownStreams = countStreams(plain);
    await plain.addInitScript("delete window.SharedWorker");
    await plain.goto(stage.product.url);
    await plain.getByRole("heading", { name: /Nothing burns/ }).waitFor();
    await alertArrives(stage, { alertname: "CheckoutSlow" });
    await plain.getByRole("link", { name: "CheckoutSlow on storefront" }).waitFor({ timeout: 5_000 });
    expect(ownStreams()).toBe(1);
  });

  it("says that news has stopped, and catches up by itself once the server is back", async () => {
    const { stage, page } = await openNow();
    await stage.product.kill9();
    await page.getByText(/you see what was so at/).waitFor();
    const again = await startAgain(stage);
    // Taken in before the browser has come back: nobody told this page of it.
    await alertArrives(again, { alertname: "WhileAway" });
    await page.getByRole("link", { name: "WhileAway on storefront" }).waitFor();
    await page.getByText(/you see what was so at/).waitFor({ state: "detached" });
    await alertArrives(again, { alertname: "BackAgain" });
    await page.getByRole("link", { name: "BackAgain on storefront" }).waitFor({ timeout: 5_000 });
  });

  it("loses whoever lost their access", async () => {
    const { stage, page } = await openNow();
    expectOk(await stage.api.post("/api/v1/people/grete/invitation", { role: "viewer" }));
    const link = expectOk(await stage.api.post<{ link: string }>("/api/v1/people/kira/invitation", { role: "viewer" })).link;
    const guest = await browser.newPage();
    onTestFinished(() => guest.context().close());
    await guest.goto(link);
    await guest.getByLabel("Password", { exact: true }).fill("kiras own password");
    await guest.getByRole("button", { name: "Set the password and enter" }).click();
    await guest.getByRole("heading", { name: /Nothing burns/ }).waitFor();
    await page.goto(`${stage.product.url}/settings/access`);
    await page.getByRole("button", { name: "More for Kira Tamm" }).click();
    await page.getByRole("menuitem", { name: "Disable the account" }).click();
    await guest.waitForURL("**/sign-in**");
  });
});
