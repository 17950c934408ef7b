import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { acme, setStage, type Stage } from "../../scenarios/stage.ts";
import type { DraftState } from "../../server/features/process/draft.contract.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const dialog = (page: Page) => page.getByRole("dialog");
const draftPath = "/api/v1/process/draft";

async function draftOf({ api }: Stage) {
  const { draft } = expectOk(await api.get<DraftState>(draftPath));
  if (!draft) throw new Error("no draft is open");
  return draft;
}

/** A draft with a few changes and a comment on one of them. */
async function draftIn(stage: Stage): Promise<void> {
  const { api } = stage;
  expectOk(await api.post(draftPath, {}));
  const { text, revision } = await draftOf(stage);
  const changed = text.replace("One region or about half of the users affected", "One region or about half of the users").replace("every: 15m", "every: 20m").replace("default: muster", "default: muster\n      combinesInto: planning");
  expectOk(await api.put(draftPath, { revision, text: changed }));
  expectOk(await api.post(`${draftPath}/comments`, { part: "severities", about: "Sev 2", text: "Half of the users is hard to know at night. One region I can see." }));
}

describe("The process in a browser", () => {
  it("is begun, edited in place and in the grid, answered, and published with a reason", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings", { role: "manager" });
    await page.getByRole("link", { name: /^Process/ }).click();
    await heading(page).getByText("Version 1 is in force since 19 Nov.").waitFor();
    await page.getByText("Complete outage for all customers, or data at risk").waitFor();
    await page.getByRole("button", { name: "Write the next version" }).click();
    await heading(page).getByText("Version 2 is a draft with no change yet.").waitFor();
    await heading(page).getByText("One finding needs an answer before this can replace it.").waitFor();
    expect(await page.getByRole("button", { name: "Publish" }).isDisabled()).toBe(true);

    await page.getByRole("button", { name: "Edit: Severities, how we respond" }).click();
    await dialog(page).getByLabel("When it is sev2").fill("One region or about half of the users");
    await takeScreenshot(page, "process-severities");
    expect(await axe(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Keep it in the draft" }).click();
    await heading(page).getByText("a draft with one change.").waitFor();
    expect(await page.locator("del").allTextContents()).toEqual([" affected"]);

    await page.getByRole("button", { name: "P2 with Sev 4: allowed. Edit" }).click();
    await dialog(page).getByText("confirm", { exact: true }).click();
    await dialog(page).getByLabel("Because").fill("A minor thing needs no stakeholders");
    await dialog(page).getByRole("button", { name: "Keep it in the draft" }).click();
    await page.getByRole("button", { name: "P2 with Sev 4: confirm. Edit" }).waitFor();
    await heading(page).getByText("a draft with two changes.").waitFor();

    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByLabel("Why it may stand as it is").fill("The commander names one.");
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await heading(page).getByText("Nothing stands in the way of publishing it.").waitFor();
    await page.getByRole("button", { name: "Publish" }).first().click();
    await dialog(page).getByLabel("Why the process changes").fill("At night one can see a region.");
    await takeScreenshot(page, "process-publish");
    await dialog(page).getByRole("button", { name: "Publish it" }).click();
    await heading(page).getByText("Version 2 is in force since 19 Nov.").waitFor();
    await heading(page).getByText("Why: At night one can see a region.").waitFor();
    await page.getByLabel("Compare with").selectOption("1");
    await page.locator("del").first().waitFor();
    await page.getByText("The commander names one.").waitFor();
  }, 90_000);

  it("is written as YAML with its mistakes at their lines, and discarded and brought back", async () => {
    const stage = await setStage();
    await draftIn(stage);
    const page = await openSignedIn(browser, stage, "/settings/process");
    await heading(page).getByText("Version 2 is a draft with three changes.").waitFor();
    expect(await page.getByRole("button", { name: "Publish" }).count()).toBe(0);
    await page.getByRole("button", { name: "Write it as YAML" }).click();
    const field = page.getByLabel("The draft as YAML");
    const text = await field.inputValue();
    await field.fill(text.replace("respond: All hands on deck", "respnd: All hands on deck"));
    const found = page.getByRole("list", { name: "What is found" });
    await found.getByText("Did you mean respond?").waitFor();
    const line = text.split("\n").findIndex((one) => one.includes("respond: All hands on deck")) + 1;
    await found.getByRole("button", { name: `Line ${line}`, exact: true }).click();
    await takeScreenshot(page, "process-yaml");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Keep it" }).click();
    await heading(page).getByText("One mistake must be mended before this can replace it.").waitFor();

    await page.getByRole("button", { name: "Discard the draft" }).click();
    await heading(page).getByText("Version 1 is in force").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await heading(page).getByText("One mistake must be mended").waitFor();
  }, 90_000);

  it("is talked about beside its parts, and says when a file was applied meanwhile", async () => {
    const stage = await setStage();
    await draftIn(stage);
    const page = await openSignedIn(browser, stage, "/settings/process");
    await page.getByText("Half of the users is hard to know at night.").waitFor();
    await page.getByRole("button", { name: "Roles", exact: true }).click();
    await page.getByRole("table", { name: "Roles" }).getByText("Drive the technical resolution").waitFor();
    await page.getByRole("button", { name: "Reply" }).click();
    await page.getByLabel("Reply").fill("Agreed. I kept half as well.");
    await page.getByRole("button", { name: "Reply", exact: true }).click();
    await page.getByText("Agreed. I kept half as well.").waitFor();
    await page.getByRole("button", { name: "Settled" }).click();
    await page.getByText("settled by Amara Okafor").waitFor();
    expectOk(await stage.api.put("/api/v1/config", acme.replace("All hands on deck", "Everybody comes"), { contentType: "application/yaml" }));
    await page.getByText("Version 2 was published since this draft was begun.").waitFor();
    await takeScreenshot(page, "process-overtaken");
    await page.getByRole("button", { name: "I have seen it" }).click();
    await heading(page).getByText("Version 3 is a draft with three changes.").waitFor();
    await page.getByText("was published since this draft was begun").waitFor({ state: "detached" });
  }, 90_000);

  it("answers the ten questions on a page that everybody reads", async () => {
    const stage = await setStage();
    const page = await openSignedIn(browser, stage, "/settings/process/questions", { role: "viewer" });
    await heading(page).getByText("Version 1 of the process answers all ten questions.").waitFor();
    await page.getByText("At Sev 0 and 1 the communications lead.").waitFor();
    expect(await page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2 }) }).count()).toBe(10);
    await page.getByRole("link", { name: "War room" }).click();
    await heading(page).getByText("Version 1 is in force").waitFor();
    expect(await page.getByRole("button", { name: "Write the next version" }).count()).toBe(0);
  }, 60_000);

  it("is fit to be shown: by day, by night, on a phone", async () => {
    const stage = await setStage();
    await draftIn(stage);
    for (const { name, ...look } of [
      { name: "light", viewport: { width: 1440, height: 900 }, colorScheme: "light" as const },
      { name: "dark", viewport: { width: 1440, height: 900 }, colorScheme: "dark" as const },
      { name: "phone", viewport: { width: 390, height: 844 }, colorScheme: "light" as const },
    ]) {
      const page = await openSignedIn(browser, stage, "/settings/process", { role: "manager", ...look });
      await page.getByText("Needs an answer").first().waitFor();
      await takeScreenshot(page, `process-${name}`);
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
      await page.goto(`${stage.product.url}/settings/process/questions`);
      await page.getByText("Who is making decisions?").waitFor();
      await takeScreenshot(page, `process-questions-${name}`);
      expect(await axe(page)).toEqual([]);
    }
  }, 120_000);
});
