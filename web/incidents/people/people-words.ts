import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { spanWords, timeOfDay } from "../../design/wording.ts";
import { listWords } from "../room-words.ts";

export type Participant = IncidentDetail["participants"][number];
export type IncidentRole = IncidentDetail["roles"][number];

const night = { from: 22, until: 7 };

/** Whether it is night where somebody is. */
export function isNight(timezone: string, now: number): boolean {
  const hour = Number(timeOfDay(now, timezone).slice(0, 2));
  return hour >= night.from || hour < night.until;
}

/** What somebody is here: their roles, or how they stand. */
export function standingWords({ roles, workstreams, standing }: Participant, isCommander = false): string {
  if (standing === "in") return roles.length + workstreams.length === 0 ? "Without a role or workstream yet" : listWords([...roles, ...workstreams]);
  if (standing === "observes") return isCommander ? "Observes, may ask you" : "Observes, may ask the commander";
  if (standing === "paged") return "Paged, no answer yet";
  return standing === "cannot" ? "Cannot, and passed it on" : "Paged, never answered";
}

/** At the right of a row: the local time at night or elsewhere, else how long somebody is or was in it. */
export function sideWords({ timezone, standing, since }: Participant, now: number, own: string, endedAt: string | null = null): string {
  const until = endedAt === null ? now : Date.parse(endedAt);
  if (endedAt === null && isNight(timezone, now)) return timeOfDay(now, timezone);
  if (standing === "in" || standing === "observes") return spanWords(until - Date.parse(since));
  return timeOfDay(now, timezone) === timeOfDay(now, own) ? "" : `${timeOfDay(now, timezone)} local`;
}

/** `6 in, 1 paged`. */
export function countWords(participants: readonly Participant[]): string {
  const count = (standing: Participant["standing"]) => participants.filter((one) => one.standing === standing).length;
  const rest = participants.length - count("in") - count("observes") - count("paged");
  const observing = count("observes") === 0 ? "" : count("observes") === 1 ? "1 observes" : `${count("observes")} observe`;
  return [`${count("in")} in`, observing, count("paged") > 0 ? `${count("paged")} paged` : "", rest > 0 ? `${rest} not` : ""].filter(Boolean).join(", ");
}

const standings: readonly Participant["standing"][] = ["in", "observes", "paged", "cannot", "silent"];

/** Who is in it first, and among them who holds a role. */
export function ordered(participants: readonly Participant[]): Participant[] {
  return [...participants].sort((one, other) => standings.indexOf(one.standing) - standings.indexOf(other.standing) || Number(other.roles.length > 0) - Number(one.roles.length > 0) || one.since.localeCompare(other.since));
}

/** What a role is shown first for: it is required or held. */
export function isPressing({ isRequired, holders }: IncidentRole): boolean {
  return isRequired || holders.length > 0;
}

/** Who holds a role, or who does its duties meanwhile. */
export function holdingWords({ holders, coveredBy, isRequired }: IncidentRole, me: string | null): string {
  if (holders.length > 0) return listWords(holders.map((holder) => `${holder.id === me ? "you" : holder.name}${holder.isProvisional ? " for now" : ""}`));
  if (isRequired) return "required, and nobody holds it yet";
  return coveredBy === null ? "Muster" : `its duties fall to the ${coveredBy}`;
}
