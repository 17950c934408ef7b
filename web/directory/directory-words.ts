import type { PersonView } from "../../server/features/directory/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { Instant } from "../../server/values/instant.ts";
import { momentWords, timeOfDay, weekday } from "../design/wording.ts";

export type Channel = PersonView["contacts"][number]["channel"];

/** What can be written down in the configuration; a browser is added by itself. */
export type WrittenChannel = Exclude<Channel, "push">;

/** The means of reaching somebody, as people call them. */
export const channelNames: Record<Channel, string> = { mail: "Mail", sms: "SMS", voice: "Voice", ntfy: "ntfy", push: "Browser", webhook: "Webhook" };

export const writtenChannels: readonly WrittenChannel[] = ["mail", "sms", "voice", "ntfy", "webhook"];

/** The means by which this installation can send. */
export type Usable = ReadonlySet<Channel>;

/** `Mail, SMS`; without contacts the e-mail address serves. */
export function reachWords({ contacts }: PersonView): string {
  if (contacts.length === 0) return "Mail";
  return [...new Set(contacts.map(({ channel }) => channelNames[channel]))].join(", ");
}

/** What keeps somebody from being reached by all they named: `SMS: no provider yet`, `1 not verified`; null where nothing does. */
export function reachProblem({ contacts }: PersonView, usable: Usable): string | null {
  const unverified = contacts.filter(({ isVerified, channel }) => !isVerified && channel !== "mail").length;
  const named: readonly Channel[] = contacts.length === 0 ? ["mail"] : contacts.map(({ channel }) => channel);
  const without = [...new Set(named.filter((channel) => !usable.has(channel)).map((channel) => channelNames[channel]))];
  if (unverified > 0) return `${unverified} not verified`;
  return without.length === 0 ? null : `${listWords(without)}: no provider yet`;
}

/** What a clock shows where the person lives: `15:47`, or `Sun 00:10` where it is another day there. */
export function localTime(timezone: string, now: Instant): string {
  const time = timeOfDay(now, timezone);
  return weekday(now, timezone) === weekday(now) ? time : `${weekday(now, timezone)} ${time}`;
}

/** The city of a zone: `Mexico City`. */
export function cityOf(timezone: string): string {
  return (timezone.split("/").at(-1) ?? timezone).replaceAll("_", " ");
}

export interface Duty {
  scheduleId: string;
  scheduleName: string;
  until: Instant | null;
}

/** What each person is on call for now. */
export function dutiesOf(onCall: readonly OnCallView[]): Map<string, Duty[]> {
  const duties = new Map<string, Duty[]>();
  for (const { scheduleId, scheduleName, people } of onCall) {
    for (const { personId, until } of people) {
      const duty = { scheduleId, scheduleName, until: until === null ? null : Date.parse(until) };
      duties.set(personId, [...(duties.get(personId) ?? []), duty]);
    }
  }
  return duties;
}

/** `Web primary until Mon 09:00`. */
export function dutyWords({ scheduleName, until }: Duty, now: Instant): string {
  return until === null ? scheduleName : `${scheduleName} until ${momentWords(until, now)}`;
}

/** `Ana`, `Ana and Ben`, `Ana, Ben and Chidi`. */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 person`, `3 people`. */
export function countWords(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
