import { linkOf, type Mailbox } from "./mailbox.ts";

/** What the story does, it does as tools and people do: at the intake address, the public API and the link in a mail. */
export interface Hands {
  url: string;
  token: string;
  mailbox: Mailbox;
}

/** Somebody of the example organization who is signed in. */
export interface Player {
  id: string;
  name: string;
  cookie: string;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH";

const longestAnswerMilliseconds = 30_000;

/** Asks the public API as a person, or as the administrator's script. A refusal is thrown with the request and the answer. */
export async function ask<Answer = unknown>(hands: Hands, by: Player | null, method: Method, path: string, body?: object): Promise<Answer> {
  const who = by ? { cookie: by.cookie } : { authorization: `Bearer ${hands.token}` };
  const signal = AbortSignal.timeout(longestAnswerMilliseconds);
  const answer = await fetch(`${hands.url}${path}`, { method, signal, ...written(body, { ...who, accept: "application/json" }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return (text === "" ? null : JSON.parse(text)) as Answer;
}

function written(body: object | undefined, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { headers };
  if (body instanceof Buffer) return { headers: { ...headers, "content-type": "application/octet-stream" }, body: new Uint8Array(body) };
  return { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Signs somebody in by an invitation, which they accept with a password. */
export async function signIn(hands: Hands, { id, name }: Omit<Player, "cookie">, role: string, password: string): Promise<Player> {
  const { link } = await ask<{ link: string }>(hands, null, "POST", `/api/v1/people/${id}/invitation`, { role });
  const token = link.slice(link.lastIndexOf("/") + 1);
  const answer = await fetch(`${hands.url}/api/v1/invitation`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token, password }) });
  if (!answer.ok) throw new Error(`POST /api/v1/invitation answered ${answer.status}: ${await answer.text()}`);
  return { id, name, cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

export interface DemoAlert {
  alertname: string;
  service: string;
  severity: "critical" | "high" | "warning";
  summary: string;
  env?: "staging";
}

/** An alert begins or ends, as Alertmanager says it. */
export async function sendAlert(hands: Hands, { summary, ...alert }: DemoAlert, status: "firing" | "resolved" = "firing"): Promise<void> {
  const labels = { env: "prod", ...alert };
  const body = { version: "4", status, alerts: [{ status, labels, annotations: { summary }, startsAt: new Date().toISOString(), generatorURL: "http://prometheus.acme.example/graph" }] };
  await ask(hands, null, "POST", "/intake/prometheus/acme-prometheus", body);
}

/** Waits for the mail by which somebody is paged and that holds the words, and presses a button of the page behind its link. */
export async function answerMail(hands: Hands, { id }: Player, words: string, answer: "have" | "cannot"): Promise<void> {
  let link = "";
  // Who is merely told gets a mail without such a link.
  while (link === "") link = linkOf(await hands.mailbox.next(`${id}@acme.example`, words));
  const { pathname } = new URL(link);
  const page = await fetch(`${hands.url}${pathname}`, { method: "POST", body: new URLSearchParams({ answer }), redirect: "manual" });
  if (page.status >= 400) throw new Error(`POST ${pathname} answered ${page.status}: ${await page.text()}`);
}
