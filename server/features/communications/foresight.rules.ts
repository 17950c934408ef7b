import type { IncidentState } from "../incidents/incident.state.rules.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import type { OwedUpdate } from "./owed.rules.ts";
import { rolesNeeded } from "../incidents/template.rules.ts";

/** A page as far as one sees from it who is woken, and for what. */
export interface PageOut {
  personId: string;
  contactId: string;
  /** Which search of the incident it belongs to. */
  call: string;
}

/** How an incident stands, as far as a big command changes it. */
export interface Standing {
  state: IncidentState;
  process: WrittenProcess;
  pages: readonly PageOut[];
  notices: readonly { recipient: string; because: string }[];
  toldIds: readonly string[];
  owed: readonly OwedUpdate[];
}

/** What a command changes beside the incident itself. */
export interface Difference {
  /** Who is paged that was not, for which search. */
  paged: { personId: string; call: string }[];
  /** Who is paged no more. */
  spared: { personId: string; call: string }[];
  notified: { recipient: string; because: string }[];
  rolesRequired: string[];
  rolesNotRequired: string[];
  toldMore: string[];
  toldLess: string[];
  owed: OwedUpdate[];
}

/** What is other after than before, by what both are and nothing else. */
export function differenceOf(before: Standing, after: Standing): Difference {
  const required = (standing: Standing) => rolesNeeded(standing.process, standing.state);
  const known = new Set(before.owed.map(keyOfDebt));
  return {
    paged: people(after.pages, before.pages),
    spared: people(before.pages, after.pages),
    notified: after.notices.filter(({ recipient }) => !before.notices.some((notice) => notice.recipient === recipient)),
    rolesRequired: without(required(after), required(before)),
    rolesNotRequired: without(required(before), required(after)),
    toldMore: without(after.toldIds, before.toldIds),
    toldLess: without(before.toldIds, after.toldIds),
    owed: after.owed.filter((debt) => !known.has(keyOfDebt(debt))),
  };
}

/** Each person once for each search. */
function people(pages: readonly PageOut[], others: readonly PageOut[]): { personId: string; call: string }[] {
  const had = new Set(others.map(keyOfPage));
  const found = pages.filter((page) => !had.has(keyOfPage(page)));
  return [...new Map(found.map(({ personId, call }) => [`${call} ${personId}`, { personId, call }])).values()];
}

function keyOfPage({ personId, contactId, call }: PageOut): string {
  return `${call} ${personId} ${contactId}`;
}

function keyOfDebt({ from, fromPersonId, toAudienceIds, toRoles, dueAt, isClosing }: OwedUpdate): string {
  return [from, fromPersonId, [...toAudienceIds].sort(), [...toRoles].sort(), dueAt, isClosing].join(" ");
}

function without(ids: readonly string[], others: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => !others.includes(id));
}
