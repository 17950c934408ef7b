import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type Page } from "playwright-core";

const SYSTEM_CHROMIUM = "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

export interface PageOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  /** Lets the page begin its service worker; otherwise it has none, so that every request is the page's own. */
  readonly hasServiceWorker?: boolean;
}

/** A headless browser whose pages know nothing of each other. */
export interface TestBrowser {
  /** A page with a profile of its own: no cookies, no storage, nothing cached. */
  newPage(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Starts the system's Chromium, or the packaged one where the system has none. */
export async function openBrowser(): Promise<TestBrowser> {
  const browser = await launch();
  return {
    newPage: async ({ viewport = { width: 1280, height: 800 }, colorScheme = "light", hasServiceWorker = false } = {}) => {
      const context = await browser.newContext({ viewport, colorScheme, serviceWorkers: hasServiceWorker ? "allow" : "block" });
      return context.newPage();
    },
    close: () => browser.close(),
  };
}

async function launch(): Promise<Browser> {
  if (existsSync(SYSTEM_CHROMIUM)) return chromium.launch({ executablePath: SYSTEM_CHROMIUM, args: FLAGS });
  // Without this the packaged browser does not unpack the libraries it needs.
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
  const packaged = (await import("@sparticuz/chromium")).default;
  // In one process, as it is packaged, it dies when a second profile is opened.
  const args = packaged.args.filter((flag) => flag !== "--single-process" && flag !== "--no-zygote");
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...new Set([...args, ...FLAGS])] });
}

/** Keeps a picture of the page in the folder that MUSTER_SCREENSHOTS names; does nothing where it names none. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.MUSTER_SCREENSHOTS;
  if (folder === undefined || folder === "") return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** What on the page shuts people out, by WCAG 2.2 AA: one sentence per fault, none when all is well. */
export async function axe(page: Page): Promise<string[]> {
  // Colours amid a change are nobody's colours, and what just opened begins its change some frames later. What moves without an end, such as a clock, is not waited for.
  await page.evaluate(async () => {
    const end = performance.now() + 2_000;
    for (let quietFrames = 0; quietFrames < 5 && performance.now() < end; quietFrames += 1) {
      const running = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
      if (running.length > 0) quietFrames = -1;
      const past = new Promise((resolve) => setTimeout(resolve, 500));
      await Promise.race([past, Promise.all(running.map(({ finished }) => finished.catch(() => null)))]);
      await new Promise(requestAnimationFrame);
    }
  });
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_TAGS).analyze();
  return violations.map(({ id, impact, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => node.target.join(" "));
    const more = nodes.length > places.length ? ` and ${String(nodes.length - places.length)} more` : "";
    return `${impact ?? "minor"} ${id}: ${help}, at ${places.join(", ")}${more}`;
  });
}
