import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { openSignedIn, type SignedInOptions } from "../../scenarios/signed-in.ts";
import { setStage, type Stage } from "../../scenarios/stage.ts";
import type { Role } from "../../server/values/permission.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** Somebody before the retrospective. */
async function openAs(stage: Stage, personId: string, role: Role, path: string, options: SignedInOptions = {}): Promise<Page> {
  return openSignedIn(browser, stage, path, { personId, role, ...options });
}

/** An incident that is over and asks for a retrospective. */
async function learn() {
  const stage = await setStage();
  const { ref } = expectOk(await stage.api.post<{ ref: string }>("/api/v1/incidents", { title: "Refunds were slow", severity: "sev1", priority: "p1", commanderId: "ines", page: false }));
  const { retrospectiveId } = expectOk(await stage.api.post<{ retrospectiveId: string }>(`/api/v1/incidents/${ref}/resolve`));
  return { stage, path: `/learn/${retrospectiveId}`, api: `/api/v1/retrospectives/${retrospectiveId}` };
}

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

describe("A retrospective", () => {
  it("is written by two at once, each seeing what the other wrote, and neither losing a word", async () => {
    const { stage, path, api } = await learn();
    const amara = await openAs(stage, "amara", "responder", path);
    const chidi = await openAs(stage, "chidi", "responder", path);
    await field(amara, "Narrative").fill("first\nsecond\nthird");
    await expect.poll(() => field(chidi, "Narrative").inputValue(), { timeout: 15_000 }).toBe("first\nsecond\nthird");
    await Promise.all([field(amara, "Narrative").fill("FIRST\nsecond\nthird"), field(chidi, "Narrative").fill("first\nsecond\nTHIRD")]);
    for (const page of [amara, chidi]) await expect.poll(() => field(page, "Narrative").inputValue(), { timeout: 15_000 }).toBe("FIRST\nsecond\nTHIRD");
    const { sections } = expectOk(await stage.api.get<{ sections: { id: string; text: string }[] }>(api));
    expect(sections.find(({ id }) => id === "narrative")?.text).toBe("FIRST\nsecond\nTHIRD");
  });

  it("keeps what was typed when the server is away, over a reload, and saves it on return", async () => {
    const { stage, path, api } = await learn();
    const amara = await openAs(stage, "amara", "responder", path);
    await field(amara, "Detection").waitFor();
    await amara.route(/\/sections\//, (route) => route.abort());
    await field(amara, "Detection").fill("Support heard of it first.");
    await amara.getByText("Muster is away.").waitFor();
    await amara.unroute(/\/sections\//);
    await amara.reload();
    await expect.poll(() => field(amara, "Detection").inputValue()).toBe("Support heard of it first.");
    await expect.poll(async () => JSON.stringify((await stage.api.get(api)).body), { timeout: 15_000 }).toContain("Support heard of it first.");
  });

  it("offers another wording, takes follow-ups, and goes to review", async () => {
    const { stage, path } = await learn();
    const grete = await openAs(stage, "grete", "manager", path);
    await field(grete, "Contributing factors").fill("The switch was carelessly automated.");
    await grete.getByText("“carelessly” may read as blame.").waitFor();
    await grete.getByRole("button", { name: "Leave the word out" }).click();
    await expect.poll(() => field(grete, "Contributing factors").inputValue()).not.toContain("carelessly");
    await grete.getByRole("textbox", { name: "Follow-up", exact: true }).fill("Count products before the switch");
    await grete.getByRole("button", { name: "Add", exact: true }).click();
    await grete.getByText("Count products before the switch").waitFor();
    for (const name of ["Summary", "Customer impact", "Detection"]) await field(grete, name).fill(`What we know of ${name}.`);
    await grete.getByRole("button", { name: "Send to review" }).click();
    await grete.getByRole("button", { name: "Back to draft" }).waitFor();
    await takeScreenshot(grete, "retrospective-review");
    expect(await axe(grete)).toEqual([]);
  });

  it("reads well on a phone in the dark", async () => {
    const { stage, path } = await learn();
    const hana = await openAs(stage, "hana", "responder", path, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await hana.getByRole("heading", { name: "Refunds were slow" }).waitFor();
    await takeScreenshot(hana, "retrospective-phone");
    expect(await axe(hana)).toEqual([]);
    expect(await hana.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")).toBe(true);
  });
});
