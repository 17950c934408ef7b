import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, openBrowser, takeScreenshot, type TestBrowser } from "../../../fakes/browser.ts";
import { expectOk } from "../../../fakes/client.ts";
import { gatewaySecret, startGatewayServer, type GatewayServer } from "../../../fakes/gateway-server/index.ts";
import { openSignedIn, type SignedInOptions } from "../../../scenarios/signed-in.ts";
import { acme, eventually, holdStage, mailTo, type Stage } from "../../../scenarios/stage.ts";
import type { ReachView } from "../../../server/features/directory/reach.contract.ts";

let browser: TestBrowser;
let gateway: GatewayServer;
let stage: Stage;
let release: () => Promise<void>;
beforeAll(async () => {
  browser = await openBrowser();
  gateway = await startGatewayServer();
  ({ stage, release } = await holdStage({ product: { env: { MUSTER_GATEWAY_URL: gateway.url, MUSTER_GATEWAY_SECRET: gatewaySecret } } }));
  // A browser goes by the server's real time, and codes run out.
  await stage.clock.set(Date.now());
}, 90_000);
afterAll(async () => {
  await release();
  await gateway.close();
  await browser.close();
});

const openReach = (options: SignedInOptions = {}) => openSignedIn(browser, stage, "/me/reach", options);
const reachOf = async (id: string) => expectOk(await stage.api.get<ReachView>(`/api/v1/people/${id}/reach`));
const means = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words });
const textTo = async (number: string) => {
  const entry = await gateway.waitForEntry((one) => one.kind === "accepted" && one.kept.to === number);
  return entry.kind === "accepted" ? gateway.kept().filter(({ to }) => to === number).at(-1) : undefined;
};

describe("how one is reached", () => {
  it("is said in one line, and what the file names is the file's", async () => {
    const page = await openReach();
    await page.getByRole("heading", { level: 1, name: /When you are paged: at once by mail/ }).waitFor();
    await means(page, "Mail to amara@acme.example").getByText("From the file").waitFor();
    expect(await page.getByRole("button", { name: "Remove Mail to amara@acme.example" }).count()).toBe(0);
    await takeScreenshot(page, "reach");
    expect(await axe(page)).toEqual([]);
  });

  it("a number is added, verified by the code that was sent to it, tried by a test, and put first", async () => {
    const page = await openReach({ personId: "ben" });
    await page.getByRole("button", { name: "Add a means" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Number").fill("+49 155 507 78");
    await takeScreenshot(page, "reach-add");
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Add it" }).click();
    const row = means(page, "Text to +4915550778");
    await row.getByText("Not verified yet: no page goes to it.").waitFor();
    await row.getByRole("button", { name: "Send a code to verify it" }).click();
    const code = /\d{6}/.exec((await textTo("+4915550778"))?.text ?? "")?.[0] ?? "";
    await row.getByText(/Six digits were sent at/).waitFor();
    await takeScreenshot(page, "reach-code");
    await row.getByLabel("The six digits").fill(code === "000000" ? "000001" : "000000");
    await row.getByRole("button", { name: "Verify" }).click();
    await row.getByText(/This is not the code that was sent. 4 tries are left/).waitFor();
    await row.getByLabel("The six digits").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await row.getByRole("button", { name: "Verify" }).click();
    await row.getByText("Verified with a code.").waitFor();
    await row.getByRole("button", { name: "Send a test" }).click();
    const link = (await eventually(async () => gateway.kept().find(({ to, link: where }) => to === "+4915550778" && where !== null), "a test by text")).link ?? "";
    await row.getByText(/did it arrive\?/).waitFor();
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await phone.goto(link);
    await phone.getByRole("heading", { name: "This is a test" }).waitFor();
    await takeScreenshot(phone, "reach-test-page");
    expect(await axe(phone)).toEqual([]);
    await phone.getByRole("button", { name: "It reached me" }).click();
    await phone.getByRole("heading", { name: "It reached you" }).waitFor();
    await phone.context().close();
    await row.getByText(/it reached its person/).waitFor();
    const urgent = page.getByRole("region", { name: "When it is urgent" });
    await urgent.getByText("At once by mail and text.").waitFor();
    for (let step = 1; step <= 2; step += 1) await urgent.getByRole("button", { name: "Add a step" }).click();
    await urgent.getByLabel("When it is urgent, when step 2").selectOption("after 1 min");
    await urgent.getByText("At once by mail, after 1 min by text.").waitFor();
    await urgent.getByRole("button", { name: "Keep this order" }).click();
    await urgent.getByText("This order was made here. It holds instead of the one in the file").waitFor();
    await takeScreenshot(page, "reach-own");
    expect(await axe(page)).toEqual([]);
    expectOk(await stage.api.put("/api/v1/config", acme, { contentType: "application/yaml" }));
    expect((await reachOf("ben")).high).toMatchObject({ isOwn: true });
  }, 60_000);

  it("a means that was removed comes back by Undo, with its steps", async () => {
    const page = await openReach({ personId: "elif" });
    await page.getByRole("button", { name: "Add a means" }).click();
    await page.getByRole("dialog").getByLabel("Number").fill("+49 155 507 79");
    await page.getByRole("dialog").getByRole("button", { name: "Add it" }).click();
    const row = means(page, "Text to +4915550779");
    await row.getByRole("button", { name: "Remove Text to +4915550779" }).click();
    await row.waitFor({ state: "detached" });
    const before = await reachOf("elif");
    await takeScreenshot(page, "reach-removed");
    await page.getByRole("button", { name: "Undo" }).click();
    await row.waitFor();
    expect((await reachOf("elif")).contacts).toHaveLength(before.contacts.length + 1);
  });

  it("fits a phone by night, where a test goes by mail too", async () => {
    const page = await openReach({ personId: "chidi", viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await means(page, "Mail to").first().getByRole("button", { name: "Send a test" }).click();
    const mail = await mailTo(stage, "chidi@acme.example", "A test from Muster");
    expect(mail.links.some((link) => link.includes("/t/"))).toBe(true);
    await page.getByText(/did it arrive\?/).first().waitFor();
    await takeScreenshot(page, "reach-phone");
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")).toBe(false);
    await page.getByRole("button", { name: "It reached me" }).first().click();
    await page.getByText(/it reached its person/).first().waitFor();
  });

  it("is a manager's to help with, and told on the person's own screen", async () => {
    const page = await openReach({ personId: "grete", role: "manager" });
    await page.goto(`${stage.product.url}/people/amara`);
    await page.getByText(/At once by mail/).first().waitFor();
    await page.getByRole("link", { name: "Verify, test, reorder" }).click();
    await page.getByRole("heading", { level: 1, name: /When Amara Okafor is paged/ }).waitFor();
  });

  it("may be by this browser, which runs the worker for it and says why it cannot be added here", async () => {
    const page = await openReach({ hasServiceWorker: true });
    await page.getByRole("heading", { name: "This browser" }).waitFor();
    const script = await page.evaluate("navigator.serviceWorker.ready.then(({ active }) => active?.scriptURL)");
    expect(script).toBe(`${stage.product.url}/service-worker.js`);
    const manifest = await (await page.request.get(`${stage.product.url}/manifest.webmanifest`)).json() as { icons: { src: string }[] };
    for (const { src } of manifest.icons) expect((await page.request.get(`${stage.product.url}${src}`)).status(), src).toBe(200);
    await page.getByText(/Messages can appear in Chrome on Linux|forbade Muster to notify you/).waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole("heading", { name: "Muster cannot be reached" }).waitFor();
    await takeScreenshot(page, "offline");
    await page.context().setOffline(false);
    await page.getByRole("link", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "This browser" }).waitFor();
  });
});
