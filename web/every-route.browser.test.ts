import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../fakes/browser.ts";
import { expectOk } from "../fakes/client.ts";
import { alertArrives, alertNamed, holdStage, mailTo, type Stage } from "../scenarios/stage.ts";

/** The addresses of the router, read from it, so that a new screen is looked at too. */
const paths = [...readFileSync("web/router.tsx", "utf8").matchAll(/path: "(\/[^"]*)"/g)].map((match) => match[1] ?? "");
const outside = new Set(["/sign-in", "/first-run", "/invitation/$token"]);
const inside = paths.filter((path) => !outside.has(path));

let browser: TestBrowser;
let stage: Stage;
let release: () => Promise<void>;
const ids = new Map<string, string>();

beforeAll(async () => {
  ({ stage, release } = await holdStage());
  browser = await openBrowser();
  await alertArrives(stage);
  await mailTo(stage, "amara@acme.example");
  ids.set("/alerts/$id", (await alertNamed(stage, "HighLatency")).id);
  ids.set("/settings/sources/$id", "prometheus").set("/people/$id", "amara").set("/services/$id", "storefront");
  expectOk(await stage.api.post("/api/v1/first-run", { name: "Astrid Berg", email: "astrid@acme.example", password: "correct horse fjord", timezone: "Europe/Oslo" }));
}, 90_000);
afterAll(async () => {
  await browser.close();
  await release();
});

async function signIn(page: Page): Promise<void> {
  const headers = { "content-type": "application/json", origin: stage.product.url };
  await page.request.post(`${stage.product.url}/api/v1/session`, { headers, data: { email: "astrid@acme.example", password: "correct horse fjord" } });
}

/** What the API is made to answer, so that each screen shows itself in that state. */
const states: Record<string, ((page: Page) => Promise<void>) | null> = {
  full: null,
  empty: async (page) => void (await page.route(/\/api\/v1\/(alerts|pages|people|services|teams|policies|schedules|on-call|sources|tokens|audit|notices|accounts)(\?.*)?$/, (route) => (route.request().method() === "GET" ? route.fulfill({ json: { items: [], next: null } }) : route.continue()))),
  failed: async (page) => void (await page.route(/\/api\/v1\/(?!session|first-run|stream)/, (route) => route.fulfill({ status: 500, contentType: "application/problem+json", json: { type: "about:blank", title: "Fault", status: 500, code: "fault", detail: "Muster failed here." } }))),
};

async function look(path: string, state: string, colorScheme: "light" | "dark", width: number): Promise<string[]> {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
  try {
    await signIn(page);
    await states[state]?.(page);
    await page.goto(`${stage.product.url}${path.includes("$") ? path.replace(/\$\w+/, ids.get(path) ?? "none") : path}`);
    await page.locator("h1").first().waitFor();
    await takeScreenshot(page, `route${path.replaceAll("/", "-")}.${state}.${width}.${colorScheme}`);
    const isTooWide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1");
    return [...(await axe(page)), ...(isTooWide ? ["scrolls sideways"] : [])].map((finding) => `${colorScheme} ${width}: ${finding}`);
  } finally {
    await page.context().close();
  }
}

describe("Every route of the router", () => {
  it("is known here", () => {
    expect(inside.length).toBeGreaterThan(14);
    for (const path of inside.filter((one) => one.includes("$"))) expect(ids.has(path), path).toBe(true);
  });

  for (const state of Object.keys(states)) {
    it.each(inside)(`%s, ${state}, is free of findings by day and by night, wide and on a phone`, async (path) => {
      expect([...(await look(path, state, "light", 1440)), ...(await look(path, state, "dark", 390))]).toEqual([]);
    }, 60_000);
  }
});
