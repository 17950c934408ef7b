import { readFileSync } from "node:fs";
import type { Cookie, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../fakes/browser.ts";
import { expectOk } from "../fakes/client.ts";
import { alertArrives, alertNamed, holdStage, mailTo, type Stage } from "../scenarios/stage.ts";

/** The addresses of the router, read from it, so that a new screen is looked at too. */
const sources = ["web/router.tsx", "web/process/process-routes.ts", "web/priorities/priorities-routes.ts"].map((file) => readFileSync(file, "utf8")).join("\n");
const paths = [...sources.matchAll(/path: "(\/[^"]*)"/g)].map((match) => match[1] ?? "");
const outside = new Set(["/sign-in", "/first-run", "/invitation/$token"]);
const inside = paths.filter((path) => !outside.has(path));

let browser: TestBrowser;
let stage: Stage;
let release: () => Promise<void>;
let cookies: Cookie[];
const ids = new Map<string, string>();

beforeAll(async () => {
  ({ stage, release } = await holdStage());
  browser = await openBrowser();
  await alertArrives(stage);
  await mailTo(stage, "amara@acme.example");
  ids.set("/alerts/$id", (await alertNamed(stage, "HighLatency")).id);
  const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Baskets are lost", severity: "sev1", priority: "p2", serviceIds: ["checkout"], note: "Half of them." }));
  ids.set("/incidents/$ref", ref).set("/incidents/$ref/evidence", ref);
  const over = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Refunds were slow", severity: "sev1", priority: "p1" }));
  ids.set("/learn/$id", expectOk(await stage.api.post<{ retrospectiveId: string }>(`/api/v1/incidents/${over.ref}/resolve`)).retrospectiveId);
  ids.set("/on-call/schedules/$id", "web-primary");
  ids.set("/settings/sources/$id", "prometheus").set("/people/$id", "amara").set("/people/$id/reach", "amara").set("/services/$id", "storefront");
  const page = await browser.newPage();
  await page.request.post(`${stage.product.url}/api/v1/first-run`, { data: { name: "Astrid Berg", email: "astrid@acme.example", password: "correct horse fjord", timezone: "Europe/Oslo" } });
  cookies = await page.context().cookies();
  const walk = await page.request.post(`${stage.product.url}/api/v1/priority-walks`, { data: {} });
  ids.set("/settings/process/walks/$id", ((await walk.json()) as { id: string }).id);
  await page.context().close();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await release();
});

/** Answers an address of the API in the place of the server. */
type Answer = (route: Route) => Promise<void> | undefined;

const problem = (status: number, detail: string): Answer => (route) =>
  route.fulfill({ status, contentType: "application/problem+json", json: { type: "about:blank", title: "Problem", status, code: "problem", detail } });
const emptied = /\/api\/v1\/(incidents|owed|retrospectives|follow-ups|alerts|alerts\/counts|silences|changes|presets|pages|people|services|teams|policies|schedules|on-call|sources|tokens|audit|notices|accounts|conduct-reports|incident-templates|rankings|priority-walks|watch-gaps)(\?.*)?$/;
const none = { items: [], next: null, open: 0, waiting: 0, heldBack: 0, acknowledged: 0 };
const nothing: Answer = (route) => (emptied.test(route.request().url()) ? route.fulfill({ json: none }) : route.continue());

interface State {
  /** What the API is made to answer; left out, the server answers. */
  answer?: Answer;
  /** What is then on the screen. */
  shows: string;
}

const states: Readonly<Record<string, State>> = {
  full: { shows: "h1" },
  empty: { answer: nothing, shows: "h1" },
  loading: { answer: () => undefined, shows: "[aria-busy='true']" },
  failed: { answer: problem(500, "The lighthouse is dark."), shows: "text=The lighthouse is dark." },
  refused: { answer: problem(403, "Only the harbour master sees this."), shows: "text=Only the harbour master sees this." },
};

/** Screens that ask for nothing but who is signed in. */
const still = new Set(["/settings", "/settings/account"]);

async function look(path: string, name: string, colorScheme: "light" | "dark", width: number): Promise<string[]> {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
  page.setDefaultTimeout(10_000);
  const { answer, shows } = states[name] ?? { shows: "h1" };
  try {
    await page.context().addCookies(cookies);
    if (answer) await page.route(/\/api\/v1\/(?!session|first-run|stream)/, answer);
    await page.goto(`${stage.product.url}${path.replace(/\$\w+/, ids.get(path) ?? "")}`);
    await page.locator("main").locator(still.has(path) ? "h1" : shows).first().waitFor();
    if (name !== "loading") await expect.poll(() => page.locator("main [aria-busy='true']").count(), { timeout: 10_000 }).toBe(0);
    await takeScreenshot(page, `route${path.replaceAll("/", "-")}.${name}.${width}.${colorScheme}`);
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
    it.each(inside)(`%s, ${state}, says so and is free of findings by day and by night, wide and on a phone`, async (path) => {
      expect((await Promise.all([look(path, state, "light", 1440), look(path, state, "dark", 390)])).flat()).toEqual([]);
    }, 60_000);
  }
});
