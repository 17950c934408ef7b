import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axe, takeScreenshot, type TestBrowser } from "../fakes/browser.ts";
import { expectOk } from "../fakes/client.ts";
import type { IncidentDetail } from "../server/features/incidents/contract.ts";
import { openSignedIn, type SignedInOptions } from "./signed-in.ts";
import type { Stage } from "./stage.ts";

/** Somebody signed in who stands in the room of an incident. */
export async function enterRoom(browser: TestBrowser, stage: Stage, ref: string, personId: string, options: SignedInOptions = {}): Promise<Page> {
  const page = await openSignedIn(browser, stage, `/incidents/${ref}`, { personId, ...options });
  page.setDefaultTimeout(20_000);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

export const readIncident = async ({ api }: Stage, ref: string) => expectOk(await api.get<IncidentDetail>(`/api/v1/incidents/${ref}`));

export const dialog = (page: Page) => page.getByRole("dialog");
export const people = (page: Page) => page.getByRole("region", { name: "People, alerts and tasks" });
export const timeline = (page: Page) => page.getByRole("region", { name: "Lines of the timeline" });

/** Looks at the page by day, by night and on a phone, there under the tab named, and asks axe each time; nothing fades in meanwhile, which would have nobody's colours. */
export async function lookAt(page: Page, name: string, tab?: string): Promise<void> {
  for (const [scheme, width, height] of [["light", 1440, 900], ["dark", 1440, 900], ["light", 390, 844]] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height });
    if (width < 720 && tab !== undefined) await page.getByRole("button", { name: tab, exact: true }).click();
    expect(await axe(page), `${name} ${scheme} ${String(width)}`).toEqual([]);
    await takeScreenshot(page, `${name}-${scheme}-${String(width)}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} ${String(width)}`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  await page.setViewportSize({ width: 1440, height: 900 });
}
