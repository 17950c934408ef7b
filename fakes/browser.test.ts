import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "./browser.ts";
import { temporaryFolder } from "./processes/temporary-folder.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());
afterEach(() => { vi.unstubAllEnvs(); });

const good = `<!doctype html><html lang="en"><head><title>Incident</title></head>
  <body><main><h1>Incident</h1><label>Name <input></label></main></body></html>`;

describe("the browser", () => {
  it("shows a page in the wanted size and colours", async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await page.setContent(good);
    expect(await page.evaluate(() => [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches])).toEqual([390, true]);
  });

  it("names what shuts people out, in words", async () => {
    const page = await browser.newPage();
    await page.setContent(good);
    expect(await axe(page)).toEqual([]);
    await page.setContent(good.replace("<label>Name <input></label>", "<input id='name'>"));
    expect(await axe(page)).toEqual([expect.stringMatching(/^critical label: .* at #name$/)]);
  });

  it("keeps pictures only where a folder is named", async () => {
    const page = await browser.newPage();
    await page.setContent(good);
    const folder = temporaryFolder("screenshots");
    rmSync(folder, { recursive: true });
    vi.stubEnv("MUSTER_SCREENSHOTS", "");
    await takeScreenshot(page, "incident");
    expect(existsSync(folder)).toBe(false);
    vi.stubEnv("MUSTER_SCREENSHOTS", folder);
    await takeScreenshot(page, "incident");
    expect(existsSync(join(folder, "incident.png"))).toBe(true);
  });
});
