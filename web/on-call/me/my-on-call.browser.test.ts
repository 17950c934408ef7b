import type { Cookie, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { acme, alertArrives, holdStage, mailTo, signIn, type Stage } from "../../../scenarios/stage.ts";
import type { HandOverView } from "../../../server/features/on-call/hand-over.contract.ts";
import type { MyShiftsView } from "../../../server/features/on-call/my-shifts.contract.ts";

/** Ben follows Amara on Monday at nine in Berlin. */
const handOff = "2026-11-23T08:00:00.000Z";
const readiness = `web-primary:
    readiness:
      links:
        - { name: VPN, url: "https://vpn.acme.example" }
        - { name: Cluster console, url: "https://console.acme.example" }
      rules: |
        Roll back first, ask later.
        Call the shop's owner before you switch the checkout off.
`;

let browser: TestBrowser;
let stage: Stage;
let release: () => Promise<void>;

beforeAll(async () => {
  ({ stage, release } = await holdStage({ configuration: acme.replace("web-primary:\n", readiness) }));
  browser = await openBrowser();
  await signIn(stage, "amara", "responder");
  await signIn(stage, "ben", "manager");
  await alertArrives(stage);
  await mailTo(stage, "amara@acme.example", "HighLatency");
  expectOk(await stage.api.post("/api/v1/incidents", { title: "Baskets are lost", severity: "sev1", priority: "p2", serviceIds: ["storefront"] }));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await release();
});

const cookies = new Map<string, Cookie[]>();

/** Signs in once for each person: nobody does so many times a minute. */
async function enter(page: Page, personId: string): Promise<void> {
  const known = cookies.get(personId);
  if (known) return page.context().addCookies(known);
  const signedIn = await page.request.post(`${stage.product.url}/api/v1/session`, { data: { email: `${personId}@acme.example`, password: `${personId} has a password` } });
  expect(signedIn.ok()).toBe(true);
  cookies.set(personId, await page.context().cookies());
}

async function open(personId: string, address: string, options: Parameters<TestBrowser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  page.setDefaultTimeout(10_000);
  await enter(page, personId);
  await page.goto(`${stage.product.url}${address}`);
  await page.locator("main h1").waitFor();
  await expect.poll(() => page.locator("main [aria-busy='true']").count(), { timeout: 10_000 }).toBe(0);
  return page;
}

async function isFree(page: Page, name: string): Promise<void> {
  await takeScreenshot(page, name);
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
}

describe("My on-call", () => {
  it("hands over: the one leaves a note with what is open, the other reads it and says so", async () => {
    const leaving = await open("amara", "/on-call/me");
    await leaving.getByRole("heading", { level: 1, name: /^You are on call for Web primary until .* Ben Sato comes after you\.$/ }).waitFor();
    const part = leaving.getByRole("region", { name: "Hand over: Web primary" });
    await part.getByRole("button", { name: "Write a note to the next" }).click();
    const dialog = leaving.getByRole("dialog");
    await dialog.getByLabel("What to watch, what is open").fill("The checkout is slow since ten.\nThe new pool helps; watch it.");
    await dialog.getByLabel(/INC-1.*Baskets are lost/).waitFor();
    await dialog.getByLabel(/^Paged for/).uncheck();
    await isFree(leaving, "hand-over.light.1440");
    await dialog.getByRole("button", { name: "Leave the note" }).click();
    await part.getByText("The checkout is slow since ten.").waitFor();
    await part.getByRole("button", { name: "Earlier notes" }).click();
    await leaving.getByRole("dialog", { name: "Notes on Web primary" }).getByText("not read yet").waitFor();
    await leaving.context().close();

    const coming = await open("ben", "/on-call/me");
    const note = coming.getByRole("region", { name: "Amara Okafor left you a note" });
    await note.getByText("The new pool helps; watch it.").waitFor();
    await note.getByRole("link", { name: /Baskets are lost/ }).waitFor();
    expect(await note.getByText(/^Paged for/).count()).toBe(0);
    await note.getByRole("button", { name: "I have read it" }).click();
    await note.getByText(/you read it/).waitFor();
    const { items } = expectOk(await stage.api.get<{ items: HandOverView[] }>("/api/v1/schedules/web-primary/hand-overs"));
    expect(items[0]?.readBy.map(({ name }) => name)).toEqual(["Ben Sato"]);
  });

  it("asks in two minutes whether one is ready, on a phone, and the answer stays", async () => {
    const page = await open("ben", `/on-call/me?schedule=web-primary&ready=${handOff}`, { viewport: { width: 390, height: 844 } });
    await page.getByText("Call the shop's owner before you switch the checkout off.").waitFor();
    for (const words of ["I get in everywhere", "I know them"]) await page.getByLabel(words).check();
    await page.getByText("2 of 5 seen to").or(page.getByText("3 of 5 seen to")).first().waitFor();
    await isFree(page, "readiness.light.390");
    await page.reload();
    await page.getByLabel("I know them").waitFor();
    expect([await page.getByLabel("I get in everywhere").isChecked(), await page.getByLabel("I know", { exact: true }).isChecked()]).toEqual([true, false]);
  });

  it("subscribes a calendar, shows its address once, and takes it back", async () => {
    const page = await open("amara", "/on-call/me");
    const part = page.getByRole("region", { name: "In your calendar" });
    await part.getByRole("button", { name: "Subscribe" }).click();
    await page.getByRole("button", { name: "Make the address" }).click();
    const address = /http\S+\.ics/.exec((await page.getByRole("dialog", { name: /^Subscribe to: My own shifts/ }).textContent()) ?? "")?.[0] ?? "";
    const read = await fetch(address);
    expect([read.status, (await read.text()).startsWith("BEGIN:VCALENDAR\r\n")]).toEqual([200, true]);
    await isFree(page, "calendar.light.1440");
    await page.getByRole("button", { name: "Done" }).click();
    await part.getByRole("button", { name: "Take back: My own shifts" }).click();
    await part.getByText("See your shifts, or a schedule, in your own calendar program.").waitFor();
    expect((await fetch(address)).status).toBe(404);
  });

  it("keeps when one is reminded", async () => {
    const page = await open("amara", "/on-call/me");
    const part = page.getByRole("region", { name: "Reminders" });
    await part.getByLabel("1 hour before").uncheck();
    await part.getByLabel("15 minutes before").check();
    await expect.poll(async () => (await page.request.get(`${stage.product.url}/api/v1/me/reminders`)).json()).toEqual({ minutesBefore: [1_440, 15], isUsual: false });
  });

  it.each(["light", "dark"] as const)("shuts nobody out by %s, on a desk and on a phone", async (colorScheme) => {
    for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
      for (const who of ["amara", "ben"]) {
        const page = await open(who, "/on-call/me", { colorScheme, viewport });
        await page.getByRole("region", { name: /^My shifts/ }).waitFor();
        await isFree(page, `my-on-call.${who}.${colorScheme}.${viewport.width}`);
        await page.goto(`${stage.product.url}/on-call/me?schedule=web-primary&ready=${handOff}`);
        if (who === "ben") {
          await page.getByText("You know who comes after you").waitFor();
          await isFree(page, `readiness.${colorScheme}.${viewport.width}`);
        } else await page.getByText("You have no shift here that begins then").waitFor();
        await page.context().close();
      }
    }
  }, 120_000);

  it("tells what the API tells", async () => {
    const page = await open("ben", "/on-call/me");
    const view = (await (await page.request.get(`${stage.product.url}/api/v1/me/shifts`)).json()) as MyShiftsView;
    const part = page.getByRole("region", { name: /^My shifts/ });
    expect(await part.getByRole("listitem").count()).toBe(6);
    await part.getByRole("button", { name: `Show all ${view.items.length}` }).click();
    expect(await part.getByRole("listitem").count()).toBe(view.items.length);
  });
});
