import { prepareContent, redactContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { newId } from "../../platform/ids/ids.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { acknowledgeCalls, moveCalls } from "../escalation/index.ts";
import { cellOf, readProcess, type WrittenProcess } from "../process/index.ts";
import { callInForClass } from "./calls.commands.ts";
import { readViewers } from "./commander.queries.ts";
import { removeEvidence } from "./evidence.commands.ts";
import { changeIncident, noSuchIncident } from "./incident.commands.ts";
import { incidentStream } from "./incident.decider.ts";
import { whyNotRedact } from "./incident.permissions.ts";
import { readIncidentState } from "./incident.queries.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import { moveReports } from "./report.queries.ts";
import { readEntry, readUpdateTexts } from "./timeline.queries.ts";
import type { Class, ClassBecause, IncidentFact } from "./incident.events.ts";
import { openToMerged } from "./privacy.commands.ts";
import { proposeAnew } from "./proposal.commands.ts";
import { expectedSeverity } from "./proposal.rules.ts";
import { contentsOf } from "./timeline-texts.rules.ts";

export interface Classifying extends Class {
  incidentId: string;
  reason: string | null;
  because?: ClassBecause | undefined;
  /** The class that was in view. */
  from?: Class | undefined;
  actor: Actor;
  at?: Instant | undefined;
}

/** Sets severity and priority by the grid of the process and what the facts speak for, and calls in whoever the new class asks for. */
export async function classify(tx: Tx, { incidentId, severity, priority, reason, because, from, actor, at }: Classifying): Promise<IncidentState | Refusal> {
  await proposeAnew(tx, incidentId);
  const before = await readIncidentState(tx, incidentId);
  if (!before) return noSuchIncident;
  const { process } = await readProcess(tx, before.processVersion);
  const unknown = wordUnknown(process.severities, severity, "severity") ?? wordUnknown(process.priorities, priority, "priority");
  if (unknown) return unknown;
  const text = reason === null ? null : prepareContent(reason);
  const { verdict, because: said } = cellOf(process, severity, priority);
  const command = { kind: "classify", severity, priority, reason: text?.reference ?? null, cell: { verdict, because: said }, because, from, expected: expectedOf(process, before) } as const;
  const outcome = await changeIncident(tx, { incidentId, actor, at, texts: [text], command });
  return isRefusal(outcome) ? outcome : callInForClass(tx, incidentId, outcome);
}

/** The severity that is proposed, with its name. */
function expectedOf(process: WrittenProcess, state: IncidentState): { severity: string; name: string } | null {
  const severity = expectedSeverity(process, state);
  return severity === null ? null : { severity, name: process.severities.find(({ id }) => id === severity)?.name ?? severity };
}

/** Null where the process has the word, or none is given; else the reason, with the words it has. */
export function wordUnknown(words: readonly { id: string; name: string }[], id: string | null, noun: string): Refusal | null {
  if (id === null || words.some((word) => word.id === id)) return null;
  const message = `The process has no ${noun} “${id}”. It has ${words.map((word) => word.id).join(", ")}.`;
  return refuse(`incident.${noun}.invalid`, message, { errors: [{ path: noun, message }] });
}

/** Somebody has it: the searches they are in stop (all of them where they are in none), and command held provisionally becomes theirs. */
export async function acknowledgeIncident(tx: Tx, incidentId: string, actor: Actor, personId: string): Promise<IncidentState | Refusal> {
  await lockSubjects(tx, [{ kind: "incident", id: incidentId }]);
  const mayCommand = !(await readViewers(tx, [personId])).has(personId);
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "acknowledge", personId, mayCommand } });
  if (!isRefusal(outcome)) await acknowledgeCalls(tx, { incidentId, personId, actor });
  return isRefusal(outcome) ? outcome : ((await readIncidentState(tx, incidentId)) ?? outcome);
}

/** Merges an incident into another, which has its alerts, their searches and its services from then on, and is seen by whoever saw it. */
export async function mergeIncidents(tx: Tx, incidentId: string, intoId: string, actor: Actor): Promise<IncidentState | Refusal> {
  const groups = await readGroupIds(tx, incidentId);
  await lockSubjects(tx, [...groups.map((id) => ({ kind: "group", id }) as const), { kind: "incident", id: incidentId }, { kind: "incident", id: intoId }]);
  const [source, target] = [await readIncidentState(tx, incidentId), await readIncidentState(tx, intoId)];
  if (!source || !target) return noSuchIncident;
  const into = { incidentId: intoId, isItself: incidentId === intoId, isRunning: isRunning(target), isPrivate: target.privacy !== undefined };
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "merge", into } });
  if (isRefusal(outcome)) return outcome;
  await moveCalls(tx, { fromIncidentId: incidentId, intoIncidentId: intoId, commandId: newId() });
  await moveReports(tx, incidentId, intoId);
  const absorbed = await changeIncident(tx, { incidentId: intoId, actor, command: { kind: "absorb", from: incidentId, serviceIds: source.serviceIds, groupIds: groups, reports: source.reports } });
  return isRefusal(absorbed) ? absorbed : openToMerged(tx, { incidentId: intoId, actor }, source, absorbed);
}

async function readGroupIds(tx: Tx, incidentId: string): Promise<string[]> {
  return (await tx.rows<{ id: string }>("select id from alert_group where incident_id = $1 order by id", [incidentId])).map(({ id }) => id);
}

/** Takes the text of an entry out for good. That it was there, and who took it out, stays visible. */
export async function redactEntry(tx: Tx, incidentId: string, entry: number, caller: Caller, actor: Actor): Promise<IncidentState | Refusal> {
  await lockStreams(tx, [incidentStream(incidentId)]);
  const event = await readEntry(tx, incidentId, entry);
  if (!event) return refuse("incident.entry.not-found", "There is no such entry in this timeline.");
  const refused = whyNotRedact(caller, personOf(event.actor));
  if (refused) return refused;
  const contents = await readContentIds(tx, event.fact);
  if (contents.length === 0) return refuse("incident.entry-without-text", "Nobody typed this entry; there is no text to take out.");
  if (event.fact.type === "evidence attached") return (await removeEvidence(tx, event.fact.data.evidenceId, actor)) ?? (await readIncidentState(tx, incidentId)) ?? noSuchIncident;
  for (const contentId of contents) await redactContent(tx, contentId, actor);
  return changeIncident(tx, { incidentId, actor, command: { kind: "redact", entry } });
}

async function readContentIds(tx: Tx, fact: IncidentFact): Promise<string[]> {
  if (fact.type === "update sent") return (await readUpdateTexts(tx, [fact.data.updateId])).get(fact.data.updateId) ?? [];
  return contentsOf(fact).map(({ contentId }) => contentId);
}
