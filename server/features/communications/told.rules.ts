import type { AskCondition } from "../../values/condition-answer.ts";
import type { Instant } from "../../values/instant.ts";
import type { IncidentState } from "../incidents/incident.state.rules.ts";
import { mayBeTold } from "../incidents/privacy.rules.ts";
import { conditionValues, type Surroundings } from "../incidents/surroundings.rules.ts";
import { cellOf, type WrittenProcess } from "../process/process.rules.ts";
import { appliesTo } from "./cadence.rules.ts";

/** Which part of the process names somebody. */
export type ToldBy = "loopIn" | "priority" | "grid" | "owedUpdates" | "template";

/** What the organization is, as far as it decides who is told. */
export interface Organization {
  audiences: ReadonlyMap<string, { services: readonly string[] }>;
  /** Team id by service id. */
  teamOfService: ReadonlyMap<string, string>;
  /** Person id by team id. */
  managerOf: ReadonlyMap<string, string>;
}

/** Somebody who is told: an audience by its id, or `team/web`, `person/grete` and the like, with what names them. */
export interface Told {
  audienceId: string;
  by: ToldBy[];
}

/** Somebody who would be told if a condition held. */
export interface Untold {
  audienceId: string;
  when: string;
  /** What the condition names and nobody stated; null where it was stated and does not hold. */
  missing: string | null;
}

interface Entry {
  who: string;
  when?: string | undefined;
}

/** Whom the words of the process mean: `service-team` is the team of each service hit, `team-manager` who manages it, `audience/x` the audience x. */
export function meantBy(who: string, state: IncidentState, organization: Organization): string[] {
  if (who.startsWith("audience/")) return [who.slice("audience/".length)];
  const teams = [...new Set(state.serviceIds.flatMap((id) => organization.teamOfService.get(id) ?? []))];
  if (who === "service-team") return teams.map((team) => `team/${team}`);
  if (who === "team-manager") return [...new Set(teams.flatMap((team) => organization.managerOf.get(team) ?? []))].map((id) => `person/${id}`);
  return [who];
}

export interface Telling {
  process: WrittenProcess;
  organization: Organization;
  ask: AskCondition;
  /** What conditions may ask of beside the incident's own log, as of now. */
  around: Surroundings;
}

interface Named {
  audienceId: string;
  by: ToldBy;
  when: string | undefined;
}

/** Everybody the process names for an incident that stands so, whether or not their condition holds. */
function namedFor({ process, organization }: Telling, state: IncidentState): Named[] {
  const { severity, priority } = state;
  const named = (entries: readonly Entry[], by: ToldBy) => entries.flatMap(({ who, when }) => meantBy(who, state, organization).map((audienceId) => ({ audienceId, by, when })));
  const audiences = (ids: readonly string[], by: ToldBy) => named(ids.map((id) => ({ who: `audience/${id}` })), by);
  const all = [
    ...named(process.loopIn[severity ?? ""] ?? [], "loopIn"),
    ...audiences(process.priorities.find(({ id }) => id === priority)?.tell ?? [], "priority"),
    ...audiences(cellOf(process, severity, priority).ask.tell, "grid"),
    ...audiences(state.template?.audiences ?? [], "template"),
    ...named(owedAudiences(process, severity).map((who) => ({ who })), "owedUpdates"),
  ];
  return all.filter(({ audienceId }) => concerns(audienceId, state, organization) && mayBeTold(state, audienceId));
}

function owedAudiences(process: WrittenProcess, severity: string | null): string[] {
  return process.owedUpdates.filter((rule) => appliesTo(rule, severity)).flatMap(({ to }) => to.filter((who) => who.startsWith("audience/")));
}

/** An audience that is gone is told nothing; one with services hears of incidents of those. */
function concerns(audienceId: string, state: IncidentState, { audiences }: Organization): boolean {
  if (audienceId.includes("/")) return true;
  const services = audiences.get(audienceId)?.services;
  return services !== undefined && (services.length === 0 || services.some((id) => state.serviceIds.includes(id)));
}

/** Who is told of an incident that stands so: the union of what the process says in its parts (002, 004), each once. */
export function whoIsTold(telling: Telling, state: IncidentState, at: Instant): { told: Told[]; untold: Untold[] } {
  const values = conditionValues(state, telling.around, at);
  const told = new Map<string, Told>();
  const untold = new Map<string, Untold>();
  for (const { audienceId, by, when } of namedFor(telling, state)) {
    const answer = when === undefined ? { holds: true } : telling.ask(when, values);
    if ("holds" in answer && answer.holds) addTo(told, audienceId, by);
    else if (when !== undefined) untold.set(audienceId, { audienceId, when, missing: "missing" in answer ? answer.missing : null });
  }
  return { told: [...told.values()], untold: [...untold.values()].filter(({ audienceId }) => !told.has(audienceId)) };
}

function addTo(told: Map<string, Told>, audienceId: string, by: ToldBy): void {
  const known = told.get(audienceId);
  if (!known) told.set(audienceId, { audienceId, by: [by] });
  else if (!known.by.includes(by)) known.by.push(by);
}

/** Whom the process gives one message for the severity, each with the word of the process that means them. */
export function whoIsNotified({ process, organization, ask, around }: Telling, state: IncidentState, at: Instant): { audienceId: string; who: string }[] {
  const values = conditionValues(state, around, at);
  const entries = (process.notify[state.severity ?? ""] ?? []).filter(({ when }) => {
    const answer = when === undefined ? { holds: true } : ask(when, values);
    return "holds" in answer && answer.holds;
  });
  return entries.flatMap(({ who }) => meantBy(who, state, organization).filter((audienceId) => concerns(audienceId, state, organization) && mayBeTold(state, audienceId)).map((audienceId) => ({ audienceId, who })));
}
