import { linkOf, type Mailbox } from "./mailbox.ts";

export interface Teller {
  say(words: string): void;
  /** Waits so many seconds at the pace of the telling. */
  pause(seconds: number): Promise<void>;
}

/** What the story does, it does as tools and people do: at the intake address, the public API and the link in a mail. */
export interface Hands {
  url: string;
  token: string;
  mailbox: Mailbox;
}

interface DemoAlert {
  alertname: string;
  service: string;
  summary: string;
  severity?: string;
  labels?: Record<string, string>;
}

const checkout: DemoAlert = { alertname: "HighLatency", service: "checkout", summary: "p99 of Checkout above 2 s" };
const storefront: DemoAlert = { alertname: "SlowStartPage", service: "storefront", summary: "Start page waits on Checkout" };
const staging: DemoAlert = { alertname: "Restarts", service: "checkout", summary: "Checkout restarts in staging", labels: { env: "staging" } };
const disk: DemoAlert = { alertname: "DiskFull", service: "search", summary: "Disk 82% full on shop-fra-2", severity: "warning" };

/** From the first alert to quiet again: folded, held back, paged, declined, escalated, taken, ended. */
export async function tellStory(hands: Hands, { say, pause }: Teller): Promise<void> {
  await shortenWaits(hands);
  say("Prometheus sees Checkout slow down.");
  await send(hands, checkout, { region: "eu-central-1" });
  const payments = await hands.mailbox.next(await whoIsOnCall(hands, "payments-primary"), "Checkout");
  say(`${payments.to} is on call for payments and is paged by mail. Two more regions fire; they join the group and page nobody again.`);
  for (const region of ["eu-west-1", "us-east-1"]) await send(hands, checkout, { region });
  await pause(4);
  say("The start page suffers too.");
  await send(hands, storefront, {});
  const first = await hands.mailbox.next(await whoIsOnCall(hands, "web-primary"), "Start page");
  await pause(4);
  say(`${first.to} opens the link in the mail and says “I can't”. The second is paged at once.`);
  await press(linkOf(first), "cannot");
  const second = await hands.mailbox.next(await whoIsOnCall(hands, "web-secondary"), "Start page");
  await pause(4);
  say(`${second.to} says “I have it”. Nobody else is paged about the start page.`);
  await press(linkOf(second), "have");
  say("A staging alert arrives; its route says that it is never paged. A disk fills; low urgency waits for working hours.");
  await send(hands, staging, {});
  await send(hands, disk, {});
  say(`Nobody answers for Checkout. Its policy's first wait is over soon (shortened to 15 s here), then the whole team is paged.`);
  const other = await Promise.race(["dana", "elif", "chidi"].map((name) => `${name}@acme.example`).filter((address) => address !== payments.to).map((address) => hands.mailbox.next(address, "Checkout")));
  await pause(3);
  say(`${other.to} has it now.`);
  await press(linkOf(other), "have");
  await pause(6);
  say("The provider recovers; Prometheus says so, the alerts end.");
  for (const region of ["eu-central-1", "eu-west-1", "us-east-1"]) await send(hands, checkout, { region }, "resolved");
  await send(hands, storefront, {}, "resolved");
  say("Every decision stands on the alerts' pages: who was paged, who was left in peace, and why.");
}

async function shortenWaits(hands: Hands): Promise<void> {
  const address = `${hands.url}/api/v1/config/escalationPolicies/payments`;
  const policy = (await (await ask(hands, "GET", address)).json()) as { entry: { steps: { wait?: string }[] } };
  const steps = policy.entry.steps.map((step) => ({ ...step, wait: "15s" }));
  await ask(hands, "PUT", address, { ...policy.entry, steps });
}

async function whoIsOnCall(hands: Hands, scheduleId: string): Promise<string> {
  const { items } = (await (await ask(hands, "GET", `${hands.url}/api/v1/on-call`)).json()) as { items: { scheduleId: string; people: { personId: string }[] }[] };
  const personId = items.find((item) => item.scheduleId === scheduleId)?.people[0]?.personId ?? "grete";
  return `${personId}@acme.example`;
}

async function send(hands: Hands, alert: DemoAlert, labels: Record<string, string>, status = "firing"): Promise<void> {
  const all = { alertname: alert.alertname, service: alert.service, severity: alert.severity ?? "critical", env: "prod", ...alert.labels, ...labels };
  const body = { version: "4", status, alerts: [{ status, labels: all, annotations: { summary: alert.summary }, startsAt: new Date().toISOString(), generatorURL: "http://prometheus.acme.example/graph" }] };
  await ask(hands, "POST", `${hands.url}/intake/prometheus/acme-prometheus`, body);
}

async function press(link: string, answer: "have" | "cannot"): Promise<void> {
  await fetch(link, { method: "POST", body: new URLSearchParams({ answer }), redirect: "manual" });
}

async function ask({ token }: Hands, method: string, address: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", accept: "application/json" };
  const answer = await fetch(address, { method, headers, body: body ? JSON.stringify(body) : null });
  if (!answer.ok) throw new Error(`${method} ${address} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
