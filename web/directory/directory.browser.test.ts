import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { setStage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

describe("People", () => {
  it("are told which of their means this installation has a provider for", async () => {
    const page = await openSignedIn(browser, await setStage(), "/people/amara", { role: "manager" });
    const means = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await means("SMS").getByText("No provider is set up yet").waitFor();
    await means("Mail").getByText("Verified by the file that named it.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Change" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Add a means" }).click();
    const added = dialog.getByRole("group", { name: "Reached by" }).getByRole("combobox", { name: "Means" }).last();
    const warnings = dialog.getByText("No provider is set up for it yet");
    await added.selectOption("SMS");
    const before = await warnings.count();
    await added.selectOption("ntfy");
    expect(await warnings.count()).toBe(before - 1);
  });

  it("are invited from their own screen, and who has an account gets a new password", async () => {
    const page = await openSignedIn(browser, await setStage(), "/people/ben", { role: "administrator", viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await page.getByRole("button", { name: "Invite to sign in" }).click();
    await page.getByText("A responder also answers pages and alerts.").waitFor();
    await takeScreenshot(page, "invite-from-person");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByRole("dialog", { name: "The way in for Ben Sato" }).getByText(/\/invitation\//).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.goto(page.url().replace("/people/ben", "/people/amara"));
    await page.getByRole("button", { name: "Invite to sign in" }).click();
    await page.getByText("Amara Okafor has an account as an administrator already: the link sets a new password.").waitFor();
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByRole("dialog", { name: "The way in for Amara Okafor" }).getByText(/\/invitation\//).waitFor();
  });

  it("are invited from the screen of who may sign in, where those who may are not offered", async () => {
    const page = await openSignedIn(browser, await setStage(), "/settings/access", { role: "administrator" });
    await page.getByRole("button", { name: "Invite somebody" }).click();
    await page.getByRole("combobox", { name: "Who" }).click();
    await page.getByRole("option", { name: /Ben Sato/ }).waitFor();
    expect(await page.getByRole("option", { name: /Amara/ }).count()).toBe(0);
    await page.getByRole("option", { name: /Ben Sato/ }).click();
    await takeScreenshot(page, "invite-from-access");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByRole("dialog", { name: "The way in for Ben Sato" }).getByText(/\/invitation\//).waitFor();
    await takeScreenshot(page, "invite-link");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("listitem").filter({ hasText: "Ben Sato" }).getByText("responder, invited").waitFor();
  });
});
