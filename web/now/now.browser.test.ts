import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type PageOptions, type TestBrowser } from "../../fakes/browser.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, setStage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** Amara, who is on call for the shop, before Now. */
async function openAsAmara(options: PageOptions = {}) {
  const stage = await setStage();
  const page = await openSignedIn(browser, stage, "/", options);
  await page.getByRole("heading", { name: "Nothing burns. You are on call for Web primary." }).waitFor();
  return { stage, page };
}

describe("Now", () => {
  it("brings a page to whoever it wakes, and takes “I have it”", async () => {
    const { stage, page } = await openAsAmara();
    await alertArrives(stage, { alertname: "StartPageSlow" });
    await page.getByRole("heading", { name: /^StartPageSlow on storefront waits for you/ }).waitFor();
    await takeScreenshot(page, "now-waits");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "I have it" }).click();
    await page.getByRole("heading", { name: "One alert fires and is in hand." }).waitFor();
    await page.getByText("You have it").first().waitFor();
    expect((await alertNamed(stage, "StartPageSlow")).ownerId).toBe("amara");
  });

  it("turns to the next person on “I can’t”", async () => {
    const { stage, page } = await openAsAmara({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await alertArrives(stage, { alertname: "StartPageSlow" });
    await page.getByRole("button", { name: "I can’t" }).click();
    await page.getByRole("listitem").filter({ hasText: "StartPageSlow" }).getByText("Paged Ben Sato").waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it("moves nothing while somebody is about to press", async () => {
    const { stage, page } = await openAsAmara();
    await alertArrives(stage, { alertname: "FirstOfTwo" });
    const button = page.getByRole("button", { name: "I have it" }).first();
    await button.hover();
    const before = await button.boundingBox();
    await alertArrives(stage, { alertname: "SecondOfTwo" });
    await page.getByRole("heading", { name: /^Two things wait for you/ }).waitFor();
    await page.getByRole("button", { name: "I have it" }).nth(1).waitFor();
    expect((await button.boundingBox())?.y).toBe(before?.y);
    await button.click();
    await page.getByText("You have it. Nobody else is paged.").waitFor();
    expect((await alertNamed(stage, "FirstOfTwo")).ownerId).toBe("amara");
    await page.getByText("Storefront, waits for you no more").waitFor();
    expect([await button.isDisabled(), (await button.boundingBox())?.y]).toEqual([true, before?.y]);
    await page.mouse.move(0, 0);
    await page.getByText("waits for you no more").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: /^SecondOfTwo on storefront waits for you/ }).waitFor();
  });
});
