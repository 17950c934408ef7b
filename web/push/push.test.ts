import { beforeEach, describe, expect, it } from "vitest";
import { browserName } from "./browser-name.ts";
import { offlinePage } from "./offline-page.ts";
import { renewAddress, type RenewalGround } from "./renew-address.ts";
import { pressShown, showPushed, type Shown, type WorkerGround } from "./push-handlers.ts";

const origin = "https://muster.example";
const shown: { title: string; shown: Shown }[] = [];
const opened: string[] = [];
const posted: { link: string; form: string }[] = [];
let page = "<h1>You have it</h1>";
let isReachable = true;

const ground: WorkerGround = {
  origin,
  show: async (title, what) => void shown.push({ title, shown: what }),
  open: async (link) => void opened.push(link),
  async post(link, form) {
    posted.push({ link, form });
    if (!isReachable) throw new TypeError("Failed to fetch");
    return { isOk: true, page };
  },
};

beforeEach(() => {
  for (const list of [shown, opened, posted]) list.length = 0;
  page = "<h1>You have it</h1>";
  isReachable = true;
});

const push = (message: object) => showPushed(ground, JSON.stringify(message));
const pageOf = (path: string) => ({ title: "High: Checkout is slow", body: "Storefront", link: `${origin}${path}`, messageKey: "page.1" });
const press = (action: string) => pressShown(ground, { tag: "page.1", body: "", data: shown[0]?.shown.data ?? { title: "", link: null } }, action);

describe("a message that is pushed", () => {
  it("is shown with both answers, stays until it is touched, and replaces itself when it comes again", async () => {
    await push(pageOf("/p/token"));
    expect(shown).toMatchObject([{ title: "High: Checkout is slow", shown: { body: "Storefront", tag: "page.1", requireInteraction: true, renotify: true } }]);
    expect(shown[0]?.shown.actions.map(({ title }) => title)).toEqual(["I have it", "I can’t"]);
  });

  it("of a test has one answer, and of what leads elsewhere or nowhere none", async () => {
    await push(pageOf("/t/token"));
    await push({ ...pageOf(""), link: "https://elsewhere.example/p/token" });
    await push({ ...pageOf(""), link: null });
    expect(shown.map(({ shown: { actions } }) => actions.map(({ action }) => action))).toEqual([["reached"], [], []]);
  });

  it("that cannot be read still says that something came", async () => {
    await showPushed(ground, "<html>");
    expect(shown[0]?.title).toBe("Muster has something for you");
  });
});

describe("a button of a message", () => {
  it("answers the page by its link, and says what the page says then", async () => {
    await push(pageOf("/p/token"));
    await press("have");
    expect(posted).toEqual([{ link: `${origin}/p/token`, form: "answer=have" }]);
    expect(shown[1]).toMatchObject({ title: "You have it", shown: { body: "High: Checkout is slow", tag: "page.1", silent: true, actions: [] } });
    page = "<h1>Ben &amp; Grete have it</h1>";
    await press("cannot");
    expect([posted[1]?.form, shown[2]?.title]).toEqual(["answer=cannot", "Ben & Grete have it"]);
  });

  it("that does not get through says so and can be pressed again", async () => {
    await push(pageOf("/p/token"));
    isReachable = false;
    await press("have");
    expect(shown[1]).toMatchObject({ title: "Not answered: Muster cannot be reached", shown: { tag: "page.1", requireInteraction: true, data: { link: `${origin}/p/token` } } });
    expect(shown[1]?.shown.actions).toHaveLength(2);
  });

  it("touched elsewhere opens where the message leads, and changes nothing", async () => {
    await push(pageOf("/p/token"));
    await press("");
    expect([opened, posted]).toEqual([[`${origin}/p/token`], []]);
  });
});

describe("a browser whose address changes", () => {
  const subscription = { endpoint: "https://push.example/new", keys: { p256dh: "key", auth: "secret" } };
  const renewalFor = (session: object | null): RenewalGround & { told: object[] } => {
    const told: object[] = [];
    const answers: Readonly<Record<string, unknown>> = { "/api/v1/session": session, "/api/v1/push-key": { publicKey: "the key" } };
    return { told, name: "Firefox on Linux", get: async (path) => answers[path], post: async (path, body) => void told.push({ path, body }), subscribe: async (key) => (told.push({ key }), subscription) };
  };

  it("says so for whoever is signed in, so that it stays the same means", async () => {
    const renewal = renewalFor({ personId: "amara" });
    await renewAddress(renewal, "https://push.example/old");
    expect(renewal.told).toEqual([{ key: "the key" }, { path: "/api/v1/people/amara/contacts", body: { channel: "push", name: "Firefox on Linux", subscription, replaces: "https://push.example/old" } }]);
  });

  it("asks for none where nobody is signed in, and names no old address where the browser does not tell it", async () => {
    const [nobody, somebody] = [renewalFor(null), renewalFor({ personId: "amara" })];
    await renewAddress(nobody, "https://push.example/old");
    await renewAddress(somebody, undefined);
    expect([nobody.told, somebody.told[1]]).toEqual([[], { path: "/api/v1/people/amara/contacts", body: { channel: "push", name: "Firefox on Linux", subscription } }]);
  });
});

describe("the page without a network", () => {
  it("says what to do, and leads back to where somebody was", () => {
    expect(offlinePage).toContain("Muster cannot be reached");
    expect(offlinePage).toContain('<a href="">Try again</a>');
  });
});

describe("a browser", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"],
    ["Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome on Android"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1", "Safari on iPhone"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge on Windows"],
    ["curl/8", "A browser on some device"],
  ])("%s is called %s", (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name);
  });
});
