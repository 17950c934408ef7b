import { browserName } from "./browser-name.ts";
import { offlineHeaders, offlinePage } from "./offline-page.ts";
import { pressShown, showPushed, type Shown, type WorkerGround } from "./push-handlers.ts";
import { renewAddress, type RenewalGround } from "./renew-address.ts";
import { subscriptionOf } from "./browser-subscription.ts";

interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface PushEvent extends WorkerEvent {
  data: { text(): string } | null;
}

interface PressEvent extends WorkerEvent {
  action: string;
  notification: { close(): void; tag: string; body: string; data: Shown["data"] };
}

interface FetchEvent extends WorkerEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface ChangeEvent extends WorkerEvent {
  oldSubscription?: PushSubscription | null;
}

interface Window {
  url: string;
  focus(): Promise<unknown>;
}

interface WorkerScope {
  location: { origin: string };
  navigator: { userAgent: string };
  registration: { showNotification(title: string, shown: Shown): Promise<void>; pushManager: PushManager };
  clients: { matchAll(wanted: { type: "window"; includeUncontrolled: boolean }): Promise<Window[]>; openWindow(link: string): Promise<unknown> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install", heard: (event: WorkerEvent) => void): void;
  addEventListener(kind: "push", heard: (event: PushEvent) => void): void;
  addEventListener(kind: "pushsubscriptionchange", heard: (event: ChangeEvent) => void): void;
  addEventListener(kind: "notificationclick", heard: (event: PressEvent) => void): void;
  addEventListener(kind: "fetch", heard: (event: FetchEvent) => void): void;
}

const scope = self as unknown as WorkerScope;

const ground: WorkerGround = {
  origin: scope.location.origin,
  show: (title, shown) => scope.registration.showNotification(title, shown),
  async open(link) {
    const url = new URL(link, scope.location.origin).href;
    const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = windows.find((window) => window.url === url);
    return there ? there.focus() : scope.clients.openWindow(url);
  },
  async post(link, form) {
    const answer = await fetch(link, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: form });
    return { isOk: answer.ok, page: await answer.text() };
  },
};

async function answerOf(path: string, options: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(path, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return answer.json();
}

const renewal: RenewalGround = {
  name: browserName(scope.navigator.userAgent),
  subscribe: async (applicationServerKey) => subscriptionOf(await scope.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })),
  get: answerOf,
  post: (path, body) => answerOf(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
};

scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("push", (event) => event.waitUntil(showPushed(ground, event.data?.text() ?? "")));
scope.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewAddress(renewal, event.oldSubscription?.endpoint)));
scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(pressShown(ground, event.notification, event.action));
});
// Only whole pages are looked after, and only where the network fails them: what Muster tells is always fresh.
scope.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(() => new Response(offlinePage, { status: 503, headers: offlineHeaders })));
});
