import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { holdStage, type Stage } from "../../scenarios/stage.ts";
import { runOn } from "../../server/platform/testing/global-setup.ts";
import { readRows } from "../../server/platform/testing/test-server.ts";

let browser: TestBrowser;
let stage: Stage;
let release: () => Promise<void>;

beforeAll(async () => {
  ({ stage, release } = await holdStage());
  browser = await openBrowser();
}, 90_000);
afterAll(async () => {
  await browser.close();
  await release();
});

const putAside = `insert into due_work (kind, key, due_at, payload, attempts, last_fault, parked_at) values
  ('page.deliver', 'page/019aa000-0000-7000-8000-000000000001', muster_now(), '{"pageId":"no-page"}', 5, 'error: invalid input syntax for type uuid: "no-page"', muster_now() - interval '4 minutes'),
  ('test.unknown', 'nightly', muster_now(), '{}', 5, 'RangeError: Invalid time zone specified: Mars/Olympus', muster_now() - interval '2 hours')`;

describe("The health of the installation", () => {
  it("shows who watches, and what was put aside: each is tried again or dropped there", async () => {
    await runOn(stage.databaseUrl, putAside);
    const page = await openSignedIn(browser, stage, "/settings/health", { personId: "hana", role: "administrator" });
    page.setDefaultTimeout(30_000);
    const section = page.getByRole("region", { name: "Put aside after five tries" });
    await section.getByText("Mars/Olympus").waitFor();
    await page.getByText("Nobody watches Muster itself").waitFor();
    await takeScreenshot(page, "health");
    await page.emulateMedia({ colorScheme: "dark" });
    await takeScreenshot(page, "health-dark");
    await page.setViewportSize({ width: 390, height: 844 });
    await takeScreenshot(page, "health-phone");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await axe(page)).toEqual([]);
    const nightly = section.getByRole("listitem").filter({ hasText: "nightly" });
    await nightly.getByRole("button", { name: "Drop" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Drop it" }).click();
    await nightly.waitFor({ state: "detached" });
    await section.getByRole("button", { name: "Try again" }).click();
    await page.getByText("It is tried again.").waitFor();
    const trail = await readRows<{ action: string }>(stage.databaseUrl, "select data->>'action' as action from event_log where stream_id like 'audit/due-work/%' order by position");
    expect(trail.map(({ action }) => action)).toEqual(["dropped", "tried again"]);
    await page.getByText("Forgotten work is looked for").waitFor();
  }, 90_000);
});
