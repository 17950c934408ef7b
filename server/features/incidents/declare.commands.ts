import { prepareContent, type PreparedContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { commandRoleOf, readProcess } from "../process/index.ts";
import { callForClass, callPolicies } from "./calls.commands.ts";
import { findFallbackCommander, readViewers } from "./commander.queries.ts";
import { lockFreeGroups, takeOver } from "./group-joining.commands.ts";
import type { GroupToJoin } from "./group-joining.queries.ts";
import { changeIncident } from "./incident.commands.ts";
import type { Class, FirstCommander, Named, Origin } from "./incident.events.ts";
import { readIncidentState, takeNumber } from "./incident.queries.ts";
import type { IncidentState } from "./incident.state.rules.ts";

export interface Declaring extends Class {
  title: string;
  origin: Origin;
  actor: Actor;
  serviceIds: readonly string[];
  groupIds: readonly string[];
  /** Who commands by declaring or by being named; null where somebody is to be found. */
  commanderId: string | null;
  /** Services whose policy is paged. */
  pagedServiceIds: readonly string[];
  reportedAt: Instant | null;
  isDrill: boolean;
  /** Who sees it beside whoever is in it; left out where everybody does. */
  privacy?: { reason: PreparedContent; named: readonly Named[] } | null;
  at?: Instant | undefined;
}

export interface Declared {
  incidentId: string;
  state: IncidentState;
}

const nobody = refuse("incident.nobody-to-command", "There is nobody who could command it. Add a person first.");

/** Begins an incident: its number, its commander, its alerts with their searches, and the people the class and the services call for. */
export async function declareIncident(tx: Tx, wish: Declaring): Promise<Declared | Refusal> {
  const groups = await lockFreeGroups(tx, wish.groupIds);
  if (isRefusal(groups)) return groups;
  const declared = await beginIncident(tx, wish, groups);
  if (isRefusal(declared)) return declared;
  await callIn(tx, declared.incidentId, wish, groups);
  return { ...declared, state: (await readIncidentState(tx, declared.incidentId)) ?? declared.state };
}

/** The incident itself with its number, its commander and its groups; nobody is called for it yet. */
export async function beginIncident(tx: Tx, wish: Declaring, groups: readonly GroupToJoin[]): Promise<Declared | Refusal> {
  const { version, process } = await readProcess(tx, "in force");
  const role = commandRoleOf(process);
  const commander = await chooseCommander(tx, wish, role);
  if (isRefusal(commander)) return commander;
  const incidentId = newId();
  const title = prepareContent(wish.title);
  const outcome = await changeIncident(tx, {
    incidentId,
    actor: wish.actor,
    at: wish.at,
    texts: [title, wish.privacy?.reason ?? null],
    command: {
      kind: "declare",
      number: await takeNumber(tx),
      title: title.reference,
      ...{ origin: wish.origin, severity: wish.severity, priority: wish.priority, isDrill: wish.isDrill, reportedAt: wish.reportedAt },
      serviceIds: servicesOf(wish, groups),
      groups: groups.map((group) => ({ groupId: group.id, alertedAt: group.alerted_at })),
      processVersion: version,
      commanderRole: role.id,
      commander,
      privacy: wish.privacy ? { reason: wish.privacy.reason.reference, named: wish.privacy.named } : null,
    },
  });
  return isRefusal(outcome) ? outcome : { incidentId, state: outcome };
}

function servicesOf(wish: Declaring, groups: readonly GroupToJoin[]): string[] {
  return [...new Set([...wish.serviceIds, ...groups.flatMap((group) => group.service_id ?? [])])];
}

async function chooseCommander(tx: Tx, wish: Declaring, role: ReturnType<typeof commandRoleOf>): Promise<FirstCommander | Refusal> {
  const { commanderId } = wish;
  if (commanderId === null) return (await findFallbackCommander(tx, role, wish.serviceIds)) ?? nobody;
  if ((await readViewers(tx, [commanderId])).has(commanderId)) return refuse("incident.viewer-commands.invalid", "Who only looks on cannot command. Name a responder.");
  return { personId: commanderId, isProvisional: false, because: "declared" };
}

async function callIn(tx: Tx, incidentId: string, wish: Declaring, groups: readonly GroupToJoin[]): Promise<void> {
  await lockSubjects(tx, groups.map(({ id }) => ({ kind: "group", id })));
  await takeOver(tx, incidentId, groups.map(({ id }) => id));
  await callPolicies(tx, incidentId, wish.pagedServiceIds, wish.actor);
  const state = await readIncidentState(tx, incidentId);
  if (state) await callForClass(tx, incidentId, state);
}
