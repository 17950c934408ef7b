import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../fakes/browser.ts";
import { expectOk } from "../../fakes/client.ts";
import { startProduct } from "../../fakes/product.ts";
import { dialog, enterRoom, people, readIncident, timeline } from "../../scenarios/incident-room.ts";
import { openSignedIn } from "../../scenarios/signed-in.ts";
import { alertArrives, alertNamed, eventually, mailTo, setStage, type Stage } from "../../scenarios/stage.ts";
import { anEntry } from "./entry-example.ts";

let browser: TestBrowser;
beforeAll(async () => { browser = await openBrowser(); }, 60_000);
afterAll(() => browser.close());

/** An incident that Grete commands. */
async function declare({ api }: Stage, more: object = {}): Promise<string> {
  const wish = { title: "Checkout times out at payment", severity: "sev2", priority: "p2", serviceIds: ["checkout"], page: false, commanderId: "grete", ...more };
  return expectOk(await api.post<{ ref: string }>("/api/v1/incidents", wish)).ref;
}

const line = (page: Page, words: string) => timeline(page).getByText(words, { exact: true });

describe("The incident room in a browser", () => {
  it("takes a note from the keyboard and shows it to everybody in the room", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const [grete, chidi] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "chidi")];
    await chidi.keyboard.press("n");
    await chidi.keyboard.type("Payments queue for a ledger connection.");
    await chidi.keyboard.press("Shift+Enter");
    await chidi.keyboard.type("Looking why.");
    await chidi.keyboard.press("Enter");
    for (const page of [chidi, grete]) await line(page, "Payments queue for a ledger connection.\nLooking why.").waitFor();
    expect(await chidi.getByLabel("Note").inputValue()).toBe("");
    await people(grete).getByText("Chidi Novak", { exact: true }).waitFor();
  });

  it("shows markup, marks of direction and addresses as what was typed", async () => {
    const stage = await setStage();
    const ref = await declare(stage, { title: "<b>Baskets</b> \u202etsol" });
    const page = await enterRoom(browser, stage, ref, "chidi");
    await page.getByLabel("Note").fill('<img src=x onerror="alert(1)"> see https://status.example/a?b=1.');
    await page.keyboard.press("Enter");
    const link = timeline(page).getByRole("link", { name: "https://status.example/a?b=1" });
    expect(await link.getAttribute("rel")).toContain("noreferrer");
    expect(await timeline(page).locator("img").count()).toBe(0);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("<b>Baskets</b>");
  });

  it("hands command over from one browser to another, with the brief", async () => {
    const stage = await setStage();
    // Whether it is early is told by the browser's own clock.
    await stage.clock.set(Date.now());
    const ref = await declare(stage);
    const [grete, dana] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "dana")];
    await grete.getByText(/^You command, since/).waitFor();
    await grete.keyboard.press("h");
    await dialog(grete).getByLabel("To whom").fill("Dana");
    await grete.getByRole("option", { name: "Dana Reyes" }).click();
    expect(await dialog(grete).getByLabel("What", { exact: true }).inputValue()).toBe("Checkout times out at payment; on Checkout");
    await dialog(grete).getByText(/^By the process you go on side by side for 30 min: it should pass at \d\d:\d\d\./).waitFor();
    await dialog(grete).getByLabel("Next and owed").fill("Chidi widens the pool. Watch refunds.");
    await dialog(grete).getByText(/^\d+ of 200 words/).waitFor();
    await dialog(grete).getByRole("button", { name: "Ask Dana" }).click();
    await grete.getByText("Dana Reyes has not accepted Incident commander yet.").waitFor();
    await dana.getByText("Grete Lund hands Incident commander over to you.").waitFor();
    await dana.getByText(/Next and owed: Chidi widens the pool\. Watch refunds\./).first().waitFor();
    await dana.getByLabel(/^Why before/).fill("Grete goes to the airport");
    await dana.getByRole("button", { name: "Accept now" }).click();
    await dana.getByText(/^You command, since/).waitFor();
    await grete.getByText(/^Dana Reyes commands, since/).waitFor();
    await line(grete, "Grete goes to the airport").waitFor();
  });

  it("resolves in one press, and takes it back as fast", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.getByRole("button", { name: "Resolve", exact: true }).click();
    await page.getByText(/^Resolved at/).waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await page.getByText(/^Resolved at/).waitFor({ state: "detached" });
    expect((await readIncident(stage, ref)).status).toBe("open");
  });

  it("offers the classes that the process allows, and says why another is not", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.getByRole("button", { name: "Sev 2 × P2, change" }).click();
    await dialog(page).getByRole("radio", { name: /^Sev 1/ }).check();
    expect(await dialog(page).getByRole("radio", { name: /^P4/ }).isDisabled()).toBe(true);
    await dialog(page).getByText("Not with this severity: An outage of that size always has work to be done now.").waitFor();
    await dialog(page).getByRole("radio", { name: /^Sev 3/ }).check();
    await dialog(page).getByRole("radio", { name: /^P1/ }).check();
    expect(await dialog(page).getByRole("button", { name: "Set Sev 3 × P1" }).isDisabled()).toBe(true);
    await dialog(page).getByLabel("Why", { exact: true }).fill("Few are hit, and they sign contracts today.");
    await dialog(page).getByRole("button", { name: "Set Sev 3 × P1" }).click();
    await page.getByRole("button", { name: "Sev 3 × P1, change" }).waitFor();
    await line(page, "Few are hit, and they sign contracts today.").waitFor();
  });

  it("says who was faster, in place, and keeps what was typed", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const [grete, other] = [await enterRoom(browser, stage, ref, "grete"), await enterRoom(browser, stage, ref, "hana", { role: "manager" })];
    for (const [page, successor] of [[grete, "Dana Reyes"], [other, "Chidi Novak"]] as const) {
      await page.keyboard.press("h");
      await dialog(page).getByLabel("To whom").fill(successor);
      await page.getByRole("option", { name: successor }).click();
      await dialog(page).getByLabel("Next and owed").fill(`${successor} takes over now.`);
    }
    await dialog(grete).getByRole("button", { name: "Ask Dana" }).click();
    await dialog(grete).waitFor({ state: "detached" });
    await dialog(other).getByRole("button", { name: "Ask Chidi" }).click();
    await dialog(other).getByRole("alert").getByText(/Dana Reyes already/).waitFor();
    expect(await dialog(other).getByLabel("Next and owed").inputValue()).toBe("Chidi Novak takes over now.");
  });
});

describe("The work in a room", () => {
  it("stands on a common ground that everybody writes and marks", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const [page, other] = [await enterRoom(browser, stage, ref, "chidi"), await enterRoom(browser, stage, ref, "dana")];
    await page.getByRole("button", { name: "Add to Hypotheses" }).click();
    await page.getByLabel("What it may be").fill("The payment provider is slow");
    await page.keyboard.press("Enter");
    const ground = other.getByRole("region", { name: "Common ground" });
    await ground.getByText("The payment provider is slow").waitFor();
    await ground.getByRole("button", { name: "hypothesis, open; mark it" }).click();
    await other.getByRole("menuitem", { name: "Ruled out" }).click();
    await ground.getByLabel("What rules it out?").fill("Their p99 is 240 ms");
    await other.keyboard.press("Enter");
    await page.getByRole("button", { name: "hypothesis, ruled out; mark it" }).waitFor();
    await page.getByText("0 open, 1 ruled out").waitFor();
    await page.getByText(/^Dana ruled it out, .*\d\d:\d\d: Their p99 is 240 ms$/).waitFor();
  });

  it("has tasks that are taken and done", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "chidi");
    await page.getByRole("button", { name: "Add a task" }).click();
    await page.getByLabel("What is to be done").fill("Answer Support on refunds");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^nobody yet; give/ }).click();
    await page.getByRole("menuitem", { name: "I take it" }).click();
    await page.getByRole("button", { name: /^You; give/ }).waitFor();
    await page.getByRole("checkbox", { name: "Answer Support on refunds" }).click();
    await page.getByText("1 of 1").waitFor();
    expect((await readIncident(stage, ref)).tasks.filter(({ duty }) => duty === null)).toMatchObject([{ owner: { id: "chidi" }, status: "done" }]);
  });

  it("calls in whoever is needed, and says that they were paged", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.keyboard.press("e");
    await dialog(page).getByRole("combobox", { name: "Who" }).fill("Dana");
    await page.getByRole("option", { name: "Dana Reyes, knows Checkout" }).click();
    await page.keyboard.press("Escape");
    await dialog(page).getByRole("button", { name: "Page Dana Reyes" }).click();
    await timeline(page).getByText("Page to Dana Reyes").waitFor();
    await mailTo(stage, "dana@acme.example");
    await page.getByText("Paged, no answer yet").waitFor();
  });

  it("lets alerts go with one press, and takes them back with another", async () => {
    const stage = await setStage();
    await alertArrives(stage, { alertname: "Unrelated", severity: "warning" });
    const { groupId } = await alertNamed(stage, "Unrelated");
    const ref = await declare(stage, { groupIds: [groupId] });
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.getByRole("button", { name: /^Take “Unrelated/ }).click();
    await page.getByText("No alert has joined.").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await page.getByRole("button", { name: /^Take “Unrelated/ }).waitFor();
  });

  it("says what is touched and when what happened, as far as somebody knows", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.getByRole("button", { name: /^Touched: Checkout/ }).click();
    await dialog(page).getByLabel("Users affected, per cent").fill("62");
    await dialog(page).getByRole("button", { name: "State it" }).click();
    await page.getByRole("button", { name: "Touched: Checkout, 62 % of users. Impact" }).waitFor();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "When what happened" }).click();
    await dialog(page).getByRole("button", { name: "Set Impact began" }).click();
    await dialog(page).getByLabel("Impact began at").fill("2026-11-19T13:31");
    await dialog(page).getByRole("button", { name: "Set", exact: true }).click();
    await dialog(page).getByText(/set by a person/).waitFor();
    expect((await readIncident(stage, ref)).milestones.impactStart).toMatchObject({ status: "recorded", isByPerson: true });
  });
});

describe("What is written in a room", () => {
  it("waits while the server is away, outlives a reload of the draft, and arrives once", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "chidi");
    await page.getByLabel("Note").fill("Half a thought");
    await page.reload();
    expect(await page.getByLabel("Note").inputValue()).toBe("Half a thought");
    await stage.product.kill9();
    await page.getByLabel("Note").fill("Written while Muster was away.");
    await page.keyboard.press("Enter");
    await page.getByText(/^waits to be sent/).waitFor();
    const again = await startProduct({ databaseUrl: stage.databaseUrl, smtpUrl: stage.mail.url, port: stage.product.port });
    onTestFinished(async () => void (await again.stop()));
    await line(page, "Written while Muster was away.").waitFor({ timeout: 30_000 });
    await page.getByText(/^waits to be sent/).waitFor({ state: "detached" });
    const { items } = expectOk(await stage.api.get<{ items: { text: string | null }[] }>(`/api/v1/incidents/${ref}/timeline?show=people`));
    expect(items.map(({ text }) => text)).toEqual(["Written while Muster was away."]);
  });

  it("may be a long log, which is pasted as evidence and outlives a reload, and never a file that is too large", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "chidi");
    const note = page.getByLabel("Note");
    await note.focus();
    await note.evaluate((field) => {
      const data = new DataTransfer();
      data.setData("text/plain", "2026-11-19T13:47:00Z pool exhausted\n".repeat(60));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await page.getByText(/^pasted-\d+\.log$/).waitFor();
    await page.reload();
    await page.getByText(/^pasted-\d+\.log$/).waitFor();
    await note.fill("The pool is exhausted since 13:47.");
    await page.getByRole("button", { name: "Attach" }).click();
    await line(page, "The pool is exhausted since 13:47.").waitFor();
    await timeline(page).getByText(/^Log, /).waitFor();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(51 * 1_048_576)], "heap.bin"));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.getByText(/^heap\.bin has 53\.5 MB; a file may have at most 50 MB/).waitFor();
    expect((await readIncident(stage, ref)).participants.map(({ id }) => id)).toContain("chidi");
  });

  it("is told to audiences as shown, and to customers after one question", async () => {
    const stage = await setStage();
    const ref = await declare(stage, { severity: "sev1", priority: "p1" });
    const page = await enterRoom(browser, stage, ref, "grete");
    await page.keyboard.press("u");
    await dialog(page).getByLabel("Conditions").fill("Payments fail for many.");
    await dialog(page).getByLabel("Actions").fill("We add room for more of them.");
    await dialog(page).getByRole("button", { name: "Customers" }).first().waitFor();
    await dialog(page).getByRole("button", { name: "Send, after one more look" }).click();
    await dialog(page).getByText(/It cannot be taken back/).waitFor();
    await dialog(page).getByRole("button", { name: /^Send to/ }).click();
    await timeline(page).getByText(/^Update to/).waitFor();
    await eventually(async () => stage.mail.messages().some(({ text }) => text.includes("Payments fail for many.")), "a mail with the update");
    await timeline(page).getByRole("button", { name: "Read what was sent" }).click();
    await dialog(page).getByText("We add room for more of them.").waitFor();
  });

  it("is pinned, answered, and taken out for good by whoever wrote it", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "chidi");
    await page.getByLabel("Note").fill("The password is hunter2.");
    await page.keyboard.press("Enter");
    const row = timeline(page).getByRole("listitem").filter({ hasText: "The password is hunter2." });
    await row.hover();
    await row.getByRole("button", { name: "Key moment" }).click();
    await row.getByText("key moment", { exact: true }).waitFor();
    await row.getByRole("button", { name: "Answer this line" }).click();
    await page.keyboard.type("Do not write those here.");
    await page.keyboard.press("Enter");
    await timeline(page).getByRole("button", { name: /Chidi: The password is hunter2\./ }).waitFor();
    await row.first().hover();
    await row.first().getByRole("button", { name: "More with this line" }).click();
    await page.getByRole("menuitem", { name: "Take the text out" }).click();
    await dialog(page).getByRole("button", { name: "Take the text out" }).click();
    await timeline(page).getByText(/The text was taken out by Chidi Novak/).waitFor();
    await eventually(async () => (await page.getByText("hunter2").count()) === 0, "the words gone from the screen");
  });
});

/** Ten thousand notes, answered page by page in the place of the server. */
async function answerManyLines(page: Page, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, place) => {
    const at = new Date(Date.UTC(2026, 10, 19, 8) + place * 1_000).toISOString();
    return { ...anEntry({ id: `e${String(place + 1).padStart(9, "0")}`, entry: place + 1, text: `Line ${place + 1} of ${count}` }), at, recordedAt: at };
  }).reverse();
  await page.route(/\/timeline\?/, (route) => {
    const query = new URL(route.request().url()).searchParams;
    const from = Number(query.get("cursor") ?? 0);
    const to = from + Number(query.get("limit"));
    return route.fulfill({ json: { items: lines.slice(from, to), next: to < count ? String(to) : null } });
  });
}

describe("A room in which much has happened", () => {
  it("leaves who reads back where they are, and says how much is new", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    for (let count = 1; count <= 60; count += 1) expectOk(await stage.api.post(`/api/v1/incidents/${ref}/notes`, { text: `Note ${count}` }));
    const page = await enterRoom(browser, stage, ref, "grete");
    await line(page, "Note 60").waitFor();
    await timeline(page).hover();
    await page.mouse.wheel(0, -5_000);
    await line(page, "Note 3").waitFor();
    const place = await timeline(page).evaluate((box) => box.scrollTop);
    expectOk(await stage.api.post(`/api/v1/incidents/${ref}/notes`, { text: "News at the end" }));
    const news = page.getByRole("button", { name: "1 new" });
    await news.waitFor();
    expect(await timeline(page).evaluate((box) => box.scrollTop)).toBe(place);
    await news.click();
    await line(page, "News at the end").waitFor();
    await news.waitFor({ state: "detached" });
  });

  it("opens at the newest of 10,000 lines, goes back to the first, and draws only what is near the eye", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await openSignedIn(browser, stage, "/", { personId: "grete" });
    await answerManyLines(page, 10_000);
    await page.goto(`${stage.product.url}/incidents/${ref}`);
    await line(page, "Line 10000 of 10000").waitFor();
    await eventually(async () => {
      await timeline(page).evaluate((box) => { box.scrollTop = 0; });
      return line(page, "Line 1 of 10000").isVisible();
    }, "the first line", 50_000);
    expect(await timeline(page).getByRole("listitem").count()).toBeLessThan(120);
    await timeline(page).evaluate((box) => { box.scrollTop = box.scrollHeight; });
    await line(page, "Line 10000 of 10000").waitFor();
    await page.goto(`${stage.product.url}/incidents/${ref}?entry=9000`);
    await timeline(page).locator("[data-shown]").filter({ hasText: "Line 9000 of 10000" }).waitFor();
    expect(await line(page, "Line 9000 of 10000").isVisible()).toBe(true);
  }, 120_000);
});

describe("The room", () => {
  it("shows all to who only looks on, and says why they write nothing", async () => {
    const stage = await setStage();
    const ref = await declare(stage);
    const page = await enterRoom(browser, stage, ref, "kira", { role: "viewer" });
    await page.getByText("You see everything here and write nothing").waitFor();
    for (const name of ["Escalate", "Resolve", "Write an update"]) expect(await page.getByRole("button", { name }).count()).toBe(0);
  });

  it("shuts nobody out, by day and by night, wide and narrow", async () => {
    const stage = await setStage();
    const ref = await declare(stage, { note: "Half of the payments wait." });
    const page = await enterRoom(browser, stage, ref, "grete");
    for (const [scheme, width, height] of [["light", 1440, 900], ["dark", 390, 844], ["light", 834, 1112], ["dark", 320, 640]] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await line(page, "Half of the payments wait.").waitFor();
      await takeScreenshot(page, `room-${String(width)}-${scheme}`);
      expect(await axe(page), `${scheme} ${String(width)}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), String(width)).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const key of ["u", "e", "h", "c"]) {
      await page.keyboard.press(key);
      await dialog(page).getByRole("button", { name: "Close", exact: true }).waitFor();
      expect(await axe(page), key).toEqual([]);
      await dialog(page).getByRole("button", { name: "Close", exact: true }).click();
      await dialog(page).waitFor({ state: "detached" });
    }
  }, 120_000);
});
