import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { alertArrives, mailTo, pagesOf, phoneLinkOf, setStage, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const mostKeys = 6;

/** The page that the mail's own link opens, as on a phone; opening it was the first tap. */
async function openFromMail(colorScheme: "light" | "dark"): Promise<{ stage: Stage; page: Page }> {
  const stage = await setStage();
  await alertArrives(stage);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme });
  onTestFinished(() => page.context().close());
  await page.goto(phoneLinkOf(await mailTo(stage, "amara@acme.example")));
  return { stage, page };
}

const answerOf = async (stage: Stage) => (await pagesOf(stage, "amara")).find(({ channel }) => channel === "mail")?.answer;
const focused = (page: Page) => page.evaluate("document.activeElement?.textContent?.trim() ?? ''");

describe("Somebody paged by mail, on a phone", () => {
  it("has it with the second tap, which is under the thumb and large enough for it", async () => {
    const { stage, page } = await openFromMail("dark");
    const button = page.getByRole("button", { name: "I have it" });
    const place = await button.boundingBox();
    expect(place).toMatchObject({ height: expect.toSatisfy((height: number) => height >= 48) });
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual(844);
    await takeScreenshot(page, "answer-open");
    expect(await axe(page)).toEqual([]);
    await button.click();
    await page.getByRole("heading", { name: "You have it" }).waitFor();
    await takeScreenshot(page, "answer-have");
    expect(await answerOf(stage)).toBe("have");
  });

  it(`has it with at most ${mostKeys} keys pressed`, async () => {
    const { stage, page } = await openFromMail("light");
    let keys = 0;
    const press = async (key: string) => {
      keys += 1;
      await page.keyboard.press(key);
    };
    while ((await focused(page)) !== "I have it" && keys < mostKeys) await press("Tab");
    await takeScreenshot(page, "answer-focus");
    await press("Enter");
    await page.getByRole("heading", { name: "You have it" }).waitFor();
    expect(keys).toBeLessThanOrEqual(mostKeys);
    expect(await answerOf(stage)).toBe("have");
  });

  it("can't with the second tap, and is told who is paged instead", async () => {
    const { stage, page } = await openFromMail("light");
    await page.getByRole("button", { name: "I can’t" }).click();
    await page.getByRole("heading", { name: "Passed on to Ben Sato" }).waitFor();
    expect(await answerOf(stage)).toBe("cannot");
  });
});
