import { checkLength, checkUrl, readListen, type Environment, type ListenAddress, type Setting } from "../platform/config/settings.ts";
import { durationMilliseconds, parseDuration } from "../values/duration.ts";

/** Every setting of the watchdog. It reads nothing else: no database, no key of Muster's. */
export const watchdogSettings: readonly Setting[] = [
  { name: "MUSTER_WATCHDOG_URL", default: "(needed)", meaning: "The Muster that is watched, e.g. https://muster.acme.example." },
  { name: "MUSTER_WATCHDOG_TOKEN", default: "(needed)", meaning: "What it shows to Muster, which needs the same." },
  { name: "MUSTER_WATCHDOG_LISTEN", default: "127.0.0.1:4680", meaning: "host:port where the pages come out. Muster calls this address, so it must reach it: in a private network, name it in Muster's MUSTER_ALLOW_NETWORKS." },
  { name: "MUSTER_WATCHDOG_EVERY", default: "20s", meaning: "How often a page is asked for. Somebody is told after three and a half of these without one." },
  { name: "MUSTER_WATCHDOG_SMTP_URL", default: "(none)", meaning: "Mail server of its own, e.g. smtps://user:password@mail.example:465. Best another one than Muster's." },
  { name: "MUSTER_WATCHDOG_MAIL_FROM", default: "(none)", meaning: "Sender of its mail." },
  { name: "MUSTER_WATCHDOG_MAIL_TO", default: "(none)", meaning: "Who is told by mail: addresses separated by commas." },
  { name: "MUSTER_WATCHDOG_NTFY", default: "(none)", meaning: "Who is told by ntfy: addresses of topics separated by commas." },
];

export interface WatchdogSettings {
  url: string;
  token: string;
  listen: ListenAddress;
  everyMilliseconds: number;
  mail: { url: string; from: string; to: string[] } | null;
  topics: string[];
}

const shortest = 1_000;
const longest = 60_000;

/** Reads them; throws one error that names each bad one and its mend. */
export function readWatchdogSettings(environment: Environment): WatchdogSettings {
  const problems: string[] = [];
  const url = environment["MUSTER_WATCHDOG_URL"] ?? "";
  const token = environment["MUSTER_WATCHDOG_TOKEN"] ?? "";
  if (url === "") problems.push("MUSTER_WATCHDOG_URL is missing. Give the address of the Muster that is to be watched.");
  checkUrl("MUSTER_WATCHDOG_URL", url, ["http:", "https:"], problems);
  if (token === "") problems.push("MUSTER_WATCHDOG_TOKEN is missing. Give Muster and the watchdog the same; make one with: openssl rand -hex 32");
  checkLength("MUSTER_WATCHDOG_TOKEN", token, problems);
  const listen = readListen("MUSTER_WATCHDOG_LISTEN", environment["MUSTER_WATCHDOG_LISTEN"] || "127.0.0.1:4680", problems);
  const everyMilliseconds = readEvery(environment["MUSTER_WATCHDOG_EVERY"] || "20s", problems);
  const mail = readMail(environment, problems);
  const topics = listOf(environment["MUSTER_WATCHDOG_NTFY"]);
  for (const topic of topics) checkUrl("MUSTER_WATCHDOG_NTFY", topic, ["http:", "https:"], problems);
  if (mail === null && topics.length === 0) problems.push("Nobody would be told. Set MUSTER_WATCHDOG_SMTP_URL with MUSTER_WATCHDOG_MAIL_FROM and MUSTER_WATCHDOG_MAIL_TO, or MUSTER_WATCHDOG_NTFY, or both.");
  if (problems.length > 0 || listen === null) throw new Error(problems.join("\n"));
  return { url: url.replace(/\/+$/, ""), token, listen, everyMilliseconds, mail, topics };
}

function readEvery(text: string, problems: string[]): number {
  const milliseconds = parseDuration(text) === null ? 0 : durationMilliseconds(text);
  if (milliseconds < shortest || milliseconds > longest) problems.push(`MUSTER_WATCHDOG_EVERY is "${text}". Write a length of time from 1s to 60s, e.g. 20s.`);
  return milliseconds;
}

function readMail(environment: Environment, problems: string[]): WatchdogSettings["mail"] {
  const url = environment["MUSTER_WATCHDOG_SMTP_URL"] ?? "";
  if (url === "") return null;
  const from = environment["MUSTER_WATCHDOG_MAIL_FROM"] ?? "";
  const to = listOf(environment["MUSTER_WATCHDOG_MAIL_TO"]);
  checkUrl("MUSTER_WATCHDOG_SMTP_URL", url, ["smtp:", "smtps:"], problems);
  if (from === "") problems.push("MUSTER_WATCHDOG_MAIL_FROM is missing. Name the sender of the watchdog's mail.");
  if (to.length === 0) problems.push("MUSTER_WATCHDOG_MAIL_TO is missing. Name who is to be told.");
  return { url, from, to };
}

function listOf(text = ""): string[] {
  return text.split(",").map((part) => part.trim()).filter(Boolean);
}
