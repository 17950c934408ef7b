/** What Muster sends to a browser. */
export interface PushedMessage {
  title: string;
  body: string;
  /** Where it leads: to a page, to a test, or to Muster. */
  link: string | null;
  /** The same when it is sent again, so that it is shown once. */
  messageKey: string;
}

/** What is shown of a message. */
export interface Shown {
  body: string;
  tag: string;
  icon: string;
  badge: string;
  requireInteraction: boolean;
  renotify: boolean;
  silent?: boolean;
  actions: { action: string; title: string }[];
  data: { title: string; link: string | null };
}

/** What the handlers need of the worker they run in. */
export interface WorkerGround {
  /** Where Muster is. */
  origin: string;
  show(title: string, shown: Shown): Promise<unknown>;
  open(link: string): Promise<unknown>;
  post(link: string, form: string): Promise<{ isOk: boolean; page: string }>;
}

const icon = "/icon-192.png";
const badge = "/badge-96.png";

/** Reads what was pushed; something that cannot be read still says that something came. */
export function readPushed(text: string): PushedMessage {
  try {
    const { title, body, link, messageKey } = JSON.parse(text) as Partial<Record<keyof PushedMessage, unknown>>;
    return { title: wordsOr(title, "Muster"), body: wordsOr(body, ""), link: typeof link === "string" ? link : null, messageKey: wordsOr(messageKey, "muster") };
  } catch {
    return { title: "Muster has something for you", body: "Open Muster to see what it is.", link: "/", messageKey: "muster" };
  }
}

function wordsOr(value: unknown, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}

/** Shows a message, with what can be answered at once. It stays until somebody touches it. */
export async function showPushed(ground: WorkerGround, text: string): Promise<void> {
  const { title, body, link, messageKey } = readPushed(text);
  await ground.show(title, { body, tag: messageKey, icon, badge, requireInteraction: true, renotify: true, actions: actionsOf(link, ground.origin), data: { title, link } });
}

function actionsOf(link: string | null, origin: string): Shown["actions"] {
  const path = pathHere(link, origin);
  if (path !== null && /^\/[pb]\//.test(path)) return [{ action: "have", title: "I have it" }, { action: "cannot", title: "I can’t" }];
  return path?.startsWith("/t/") ? [{ action: "reached", title: "It reached me" }] : [];
}

/** The path of a link that leads to this very Muster; null where it leads elsewhere. */
function pathHere(link: string | null, origin: string): string | null {
  if (link === null || !URL.canParse(link, origin)) return null;
  const url = new URL(link, origin);
  return url.origin === origin ? url.pathname : null;
}

/** A button of a message answers it; a touch anywhere else opens where it leads. */
export async function pressShown(ground: WorkerGround, shown: Pick<Shown, "tag" | "body" | "data">, action: string): Promise<void> {
  const { title, link } = shown.data;
  if (action === "" || pathHere(link, ground.origin) === null || link === null) return void (await ground.open(link ?? "/"));
  const answered = await ground.post(link, action === "reached" ? "" : `answer=${action}`).catch(() => null);
  const common = { tag: shown.tag, icon, badge, data: { title, link } };
  if (answered?.isOk) {
    await ground.show(headOf(answered.page) ?? "Muster has your answer", { ...common, body: title, requireInteraction: false, renotify: false, silent: true, actions: [] });
    return;
  }
  await ground.show("Not answered: Muster cannot be reached", { ...common, body: `${title}. Try again, or answer by another way.`, requireInteraction: true, renotify: true, actions: actionsOf(link, ground.origin) });
}

const signs: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** What the page behind the link says after the answer: “You have it”, or that somebody else has it. */
function headOf(page: string): string | null {
  const head = /<h1>([^<]{1,200})<\/h1>/.exec(page)?.[1];
  return head === undefined ? null : head.replace(/&(amp|lt|gt|quot|#39);/g, (sign) => signs[sign] ?? sign);
}
