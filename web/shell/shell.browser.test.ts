import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../fakes/browser.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { setStage } from "../../scenarios/stage.ts";
import { peoplePlace, places, settingsPlace } from "./places.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

describe("On a phone", () => {
  it.each([390, 320])("%i px wide, every place is one touch away and under a thumb", async (width) => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/tokens", { viewport: { width, height: 700 } });
    for (const { words, path } of [...places, peoplePlace, settingsPlace]) {
      const link = page.getByRole("navigation", { name: /Muster|Places/ }).getByRole("link", { name: words, exact: true });
      const box = await link.boundingBox();
      expect([box!.width >= 44, box!.height >= 44, box!.x >= 0, box!.x + box!.width <= width, box!.y + box!.height <= 700], words).toEqual([true, true, true, true, true]);
      await link.click();
      await page.waitForURL(`${stage.product.url}${path}`);
    }
  });
});
