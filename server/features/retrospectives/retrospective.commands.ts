import type { Tx } from "../../platform/database/database.ts";
import { storeContents, type PreparedContent } from "../../platform/event-log/content.ts";
import { execute } from "../../platform/event-log/event-log.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { newId } from "../../platform/ids/ids.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { readAllPeople } from "../directory/index.ts";
import { changeIncident, incidentStream, isRunning, readIncidentState, type IncidentState } from "../incidents/index.ts";
import { readProcess } from "../process/index.ts";
import { readApprovers } from "./approver.queries.ts";
import { ruleOf } from "./requirement.rules.ts";
import { retrospectiveDecider, retrospectiveStream } from "./retrospective.decider.ts";
import { readRetrospectiveState } from "./retrospective.queries.ts";
import { noSuchRetrospective, type RetrospectiveCommand } from "./retrospective.rules.ts";
import type { RetrospectiveState } from "./retrospective.state.rules.ts";
import { readFilledSections } from "./section.queries.ts";
import { countFollowUps, missingSections, sectionOf, type Section } from "./sections.rules.ts";

/** A wish to change one retrospective. */
export interface RetrospectiveChange {
  id: string;
  actor: Actor;
  command: RetrospectiveCommand;
  commandId?: string;
  /** What a person typed: stored with the command, and not at all where it is refused. */
  texts?: readonly PreparedContent[];
}

/** Carries out one command; gives the retrospective as it stands then, or the reason why not. */
export async function changeRetrospective(tx: Tx, { id, actor, command, commandId = newId(), texts = [] }: RetrospectiveChange): Promise<RetrospectiveState | Refusal> {
  const outcome = await execute(tx, retrospectiveDecider, { streamId: retrospectiveStream(id), commandId, actor, command });
  if (outcome.outcome === "refused") return outcome.refusal;
  if (outcome.outcome === "done" && outcome.events.length > 0) await storeContents(tx, texts);
  return outcome.state;
}

/** A retrospective with its incident, both locked, the incident first. */
async function lockBoth(tx: Tx, id: string): Promise<{ state: RetrospectiveState; incident: IncidentState } | null> {
  const incidentId = (await readRetrospectiveState(tx, id))?.incidentId;
  if (incidentId === undefined) return null;
  await lockStreams(tx, [incidentStream(incidentId)]);
  await lockStreams(tx, [retrospectiveStream(id)]);
  const [state, incident] = [await readRetrospectiveState(tx, id), await readIncidentState(tx, incidentId)];
  return state && incident ? { state, incident } : null;
}

/** Others are to read it before it is approved. */
export async function sendToReview(tx: Tx, id: string, actor: Actor): Promise<RetrospectiveState | Refusal> {
  const both = await lockBoth(tx, id);
  if (!both) return noSuchRetrospective;
  return changeRetrospective(tx, { id, actor, command: { kind: "send to review", isIncidentRunning: isRunning(both.incident) } });
}

/** Somebody who did not command stands for it; an incident that is resolved is closed with that. */
export async function approveRetrospective(tx: Tx, id: string, actor: Actor): Promise<RetrospectiveState | Refusal> {
  const both = await lockBoth(tx, id);
  if (!both) return noSuchRetrospective;
  const { state, incident } = both;
  const rule = ruleOf((await readProcess(tx, incident.processVersion)).process);
  const people = new Map((await readAllPeople(tx)).map((person) => [person.id, person.name]));
  const approved = await changeRetrospective(tx, {
    id,
    actor,
    command: {
      kind: "approve",
      personId: personOf(actor),
      approvers: await readApprovers(tx, state.incidentId, incident, rule.approvedBy),
      nameOf: (personId) => people.get(personId) ?? personId,
      isIncidentRunning: isRunning(incident),
      missing: (await readMissing(tx, id, state, rule.sections.map(sectionOf))).map(({ title }) => title),
    },
  });
  if (isRefusal(approved) || incident.status !== "resolved") return approved;
  const closed = await changeIncident(tx, { incidentId: state.incidentId, actor, command: { kind: "close", because: "retrospective-approved" } });
  return isRefusal(closed) ? closed : approved;
}

async function readMissing(tx: Tx, id: string, state: RetrospectiveState, sections: readonly Section[]): Promise<Section[]> {
  const filled = (await readFilledSections(tx, [id])).get(id) ?? [];
  return missingSections(sections, { filled, followUps: countFollowUps(state.followUps).total });
}
