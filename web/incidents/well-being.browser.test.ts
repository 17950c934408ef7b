import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { enterRoom, lookAt, people } from "../../scenarios/incident-room.ts";
import { setStage, signIn, type Stage } from "../../scenarios/stage.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** An incident that Grete commands. */
async function declare({ api }: Stage): Promise<string> {
  return expectOk(await api.post<{ ref: string }>("/api/v1/incidents", { title: "Checkout times out at payment", severity: "sev1", priority: "p1", serviceIds: ["checkout"], page: false, commanderId: "grete" })).ref;
}

async function write(stage: Stage, ref: string, personId: string): Promise<void> {
  expectOk(await (await signIn(stage, personId, "responder")).post(`/api/v1/incidents/${ref}/notes`, { text: "I look at the pool." }));
}

const care = (page: Page) => people(page).getByRole("region", { name: "Look after each other" });

/** Opens the room anew and waits for the answer what there is to look after. */
async function expectSilence(page: Page): Promise<void> {
  const [answer] = await Promise.all([page.waitForResponse(/\/well-being$/), page.reload()]);
  expect(await answer.json()).toMatchObject({ items: [] });
  await people(page).getByRole("heading", { name: "Roles" }).waitFor();
  expect(await care(page).count()).toBe(0);
}

describe("Looking after each other", () => {
  it("is silent without a fact, names it to the commander, the room's to others in it, and nothing to whoever is outside", async () => {
    const stage = await setStage();
    await write(stage, await declare(stage), "grete");
    const ref = await declare(stage);
    const [grete, chidi] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "chidi")];
    await expectSilence(grete);
    await write(stage, ref, "ben");
    await care(grete).getByText("It is 22:47 where Ben Sato is.").waitFor();
    await care(grete).getByText("It is the first incident of Ben Sato.").waitFor();
    await care(grete).getByText("Say who does what, and let them work beside somebody.").waitFor();
    await lookAt(grete, "well-being", "People");
    await care(grete).getByRole("button", { name: "Seen to: It is 22:47 where Ben Sato is." }).click();
    await care(grete).getByText("It is 22:47 where Ben Sato is.").waitFor({ state: "detached" });
    await expectSilence(chidi);
    await chidi.getByLabel("Note").fill("I know the ledger.");
    await chidi.keyboard.press("Enter");
    await care(chidi).getByText("Grete Lund and Ben Sato never worked in an incident together. Others here have not either.").waitFor();
    expect(await care(chidi).getByText(/where Ben Sato is|first incident of Ben/).count()).toBe(0);
  }, 60_000);

  it("takes a wish for relief by one press to the commander", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/roles/communications-lead/assign`, { personId: "jonas" }));
    const [grete, jonas] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "jonas")];
    await people(jonas).getByRole("button", { name: "Ask to be relieved as Communications lead" }).click();
    await grete.getByText("Jonas Weber asked to be relieved as Communications lead.", { exact: true }).first().waitFor();
    await jonas.getByText("You asked to be relieved as Communications lead.").waitFor();
    await people(jonas).getByRole("button", { name: "Ask to be relieved as Communications lead" }).waitFor({ state: "detached" });
  }, 60_000);
});
