import { isWebhookSecret } from "../signing/standard-webhooks.ts";

/** Who carries SMS and calls. */
export const providerSettings = [
  { name: "MUSTER_TWILIO_ACCOUNT", default: "(none)", meaning: "SMS and calls by Twilio: the account's SID, AC and 32 hexadecimal digits. With MUSTER_TWILIO_TOKEN and MUSTER_TWILIO_FROM." },
  { name: "MUSTER_TWILIO_TOKEN", default: "(none)", meaning: "The auth token of that account. It also shows that a callback is Twilio's." },
  { name: "MUSTER_TWILIO_FROM", default: "(none)", meaning: "The number at Twilio that messages and calls come from, e.g. +15017122661." },
  { name: "MUSTER_TWILIO_URL", default: "https://api.twilio.com", meaning: "Twilio's address, e.g. of another region." },
  { name: "MUSTER_GATEWAY_URL", default: "(none)", meaning: "SMS and calls by a gateway of your own: the address that each message is posted to (docs/integrations/gateway.md). With MUSTER_GATEWAY_SECRET." },
  { name: "MUSTER_GATEWAY_SECRET", default: "(none)", meaning: "Signs both ways between Muster and that gateway: whsec_ and the base64 of 24 to 64 bytes." },
  { name: "MUSTER_SMS_ORDER", default: "twilio,gateway", meaning: "Which of those that are set up carry SMS, the first first; the next is tried at once where one fails." },
  { name: "MUSTER_VOICE_ORDER", default: "twilio,gateway", meaning: "The same for calls." },
  { name: "MUSTER_SMS_PER_DAY", default: "(no end)", meaning: "How many SMS may go out in a day (UTC). The first page of anything new goes out beyond that too; what follows goes by people's other means." },
  { name: "MUSTER_VOICE_PER_DAY", default: "(no end)", meaning: "The same for calls." },
];

const providerNames = ["twilio", "gateway"] as const;
export type ProviderName = (typeof providerNames)[number];

export interface ProviderSettings {
  twilio: { account: string; token: string; from: string; url: string } | null;
  gateway: { url: string; secret: string } | null;
  /** Those that are set up and carry the channel, in their order. */
  smsOrder: ProviderName[];
  voiceOrder: ProviderName[];
  /** How many messages of a paid channel may go out in a day; null: as many as there are. */
  perDay: { sms: number | null; voice: number | null };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads who carries SMS and calls; says of each bad setting what is wrong and the mend. */
export function readProviders(environment: Environment, problems: string[]): ProviderSettings {
  const twilio = readTwilio(environment, problems);
  const gateway = readGateway(environment, problems);
  const there = providerNames.filter((name) => ({ twilio, gateway })[name] !== null);
  const order = (name: string) => readOrder(name, environment[name], there, problems);
  return { twilio, gateway, smsOrder: order("MUSTER_SMS_ORDER"), voiceOrder: order("MUSTER_VOICE_ORDER"), perDay: { sms: readMost("MUSTER_SMS_PER_DAY", environment, problems), voice: readMost("MUSTER_VOICE_PER_DAY", environment, problems) } };
}

function readMost(name: string, environment: Environment, problems: string[]): number | null {
  const text = environment[name];
  if (!text) return null;
  if (!/^\d{1,7}$/.test(text)) problems.push(`${name} is "${text}". Write how many messages may go out in a day, e.g. 200, or leave it out.`);
  return Number(text);
}

function readTwilio(environment: Environment, problems: string[]): ProviderSettings["twilio"] {
  const names = ["MUSTER_TWILIO_ACCOUNT", "MUSTER_TWILIO_TOKEN", "MUSTER_TWILIO_FROM"];
  const [account = "", token = "", from = ""] = names.map((name) => environment[name] ?? "");
  const missing = names.filter((name) => !environment[name]);
  if (missing.length === names.length) return null;
  if (missing.length > 0) problems.push(`${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing. Twilio needs an account, its token and a number to send from, or none of them.`);
  if (account && !/^AC[0-9a-f]{32}$/.test(account)) problems.push("MUSTER_TWILIO_ACCOUNT is not an account's SID. It is AC and 32 hexadecimal digits, on the first page of Twilio's console.");
  if (from && !/^\+[1-9]\d{6,14}$/.test(from)) problems.push(`MUSTER_TWILIO_FROM is "${from}". Write the number with + and its country, without spaces, e.g. +15017122661.`);
  const url = environment["MUSTER_TWILIO_URL"] || "https://api.twilio.com";
  checkAddress("MUSTER_TWILIO_URL", url, problems);
  return { account, token, from, url: url.replace(/\/+$/, "") };
}

function readGateway(environment: Environment, problems: string[]): ProviderSettings["gateway"] {
  const [url, secret] = [environment["MUSTER_GATEWAY_URL"] ?? "", environment["MUSTER_GATEWAY_SECRET"] ?? ""];
  if (url === "" && secret === "") return null;
  if (url === "" || secret === "") problems.push(`${url === "" ? "MUSTER_GATEWAY_URL" : "MUSTER_GATEWAY_SECRET"} is missing. A gateway needs both an address and a secret, or neither.`);
  if (url !== "") checkAddress("MUSTER_GATEWAY_URL", url, problems);
  if (secret !== "" && !isWebhookSecret(secret)) problems.push('MUSTER_GATEWAY_SECRET is not a secret of Standard Webhooks. Make one with: echo "whsec_$(openssl rand -base64 32)"');
  return { url, secret };
}

function checkAddress(name: string, text: string, problems: string[]): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) problems.push(`${name} is not an address. It begins with https:// or http://.`);
  else if (url.username !== "" || url.password !== "") problems.push(`${name} must not hold a user name or a password before its host.`);
}

function readOrder(setting: string, text: string | undefined, there: readonly ProviderName[], problems: string[]): ProviderName[] {
  if (!text) return [...there];
  const names = text.split(",").map((name) => name.trim()).filter(Boolean);
  const wrong = names.filter((name, place) => !there.some((known) => known === name) || names.indexOf(name) !== place);
  const choice = there.length === 0 ? "No provider is set up yet." : `Set up ${there.length === 1 ? "is" : "are"} ${there.join(" and ")}; write each once at most.`;
  if (wrong.length > 0) problems.push(`${setting} names ${wrong.map((name) => `"${name}"`).join(", ")}. ${choice}`);
  return there.filter((name) => names.includes(name)).sort((one, other) => names.indexOf(one) - names.indexOf(other));
}
