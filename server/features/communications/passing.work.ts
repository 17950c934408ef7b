import type { Tx } from "../../platform/database/database.ts";
import { cancel, schedule, type DueWork, type SendHandler, type SetHandler } from "../../platform/due-work/due-work.ts";
import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { muster } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { Letter } from "../../values/letter.ts";
import { isRefusal } from "../../values/refusal.ts";
import { changeIncidents, hasPassed, incidentOfStream, noSuchIncident, refOf, type IncidentFact } from "../incidents/index.ts";
import { clockTime, nudgeHandlerOf } from "../paging/index.ts";
import { whoHolds } from "./chain.rules.ts";
import { tellingFacts } from "./history.rules.ts";
import { nextLook, passingsOf, type Passing } from "./passing.rules.ts";
import { readSituation, readSituations, type KnownSituation } from "./situation.queries.ts";

const lookKind = "incident.owed";
const nudgeKind = "incident.owed-nudge";

/** Facts that may bring a time nearer, or another deputy. What a mere note does is seen when it is looked again. */
const watched: ReadonlySet<IncidentFact["type"]> = new Set([...tellingFacts, "role taken", "role released", "handover accepted", "update sent", "deputy named"]);

/** When an update may be overdue is looked for after the command, so that it waits for nobody. */
export async function watchOwed(tx: Tx, logged: readonly LoggedEvent[]): Promise<void> {
  const ids = (logged as readonly LoggedEvent<IncidentFact>[]).filter(({ fact }) => watched.has(fact.type)).map(({ streamId }) => incidentOfStream(streamId));
  await schedule(tx, [...new Set(ids)].map((incidentId) => look(incidentId, tx.now)));
}

function look(incidentId: string, dueAt: Instant): DueWork {
  return { kind: lookKind, key: `${lookKind}/${incidentId}`, dueAt, payload: { incidentId } };
}

/** Lets overdue updates pass to deputies: that stands in the log, and the deputy is told. */
export const owedHandler: SetHandler = {
  kind: lookKind,
  mode: "set",
  async handle(tx, work) {
    const ids = work.map(({ payload }) => (payload as { incidentId: string }).incidentId);
    const situations = await readSituations(tx, ids);
    await passOn(tx, situations);
    const looks = situations.map((situation) => ({ incidentId: situation.incidentId, next: nextLook(situation, tx.now) }));
    await cancel(tx, looks.flatMap(({ incidentId, next }) => (next === null ? [look(incidentId, tx.now).key] : [])));
    await schedule(tx, looks.flatMap(({ incidentId, next }) => (next === null ? [] : [look(incidentId, next)])));
  },
};

/** All of them at once: what passed before is not said again. */
async function passOn(tx: Tx, situations: readonly KnownSituation[]): Promise<void> {
  const fresh = situations.flatMap((situation) =>
    passingsOf(situation, tx.now).flatMap(({ update, standIn }) => {
      const { from: role, fromPersonId, toRoles, toAudienceIds, dueAt } = update;
      const passed = { role, fromPersonId, toRoles, toAudienceIds, dueAt, deputyId: standIn.personId };
      return hasPassed(situation.state, passed) ? [] : [{ incidentId: situation.incidentId, ...passed }];
    }),
  );
  const outcomes = await changeIncidents(tx, fresh.map(({ incidentId, ...passed }) => ({ incidentId, actor: muster, command: { kind: "pass update", ...passed } })));
  const done = fresh.filter((_one, place) => !isRefusal(outcomes[place] ?? noSuchIncident));
  // What one update would fulfil for several audiences is one message.
  const nudges = done.map(({ incidentId, role, fromPersonId, dueAt, deputyId }) => nudge({ incidentId, role, fromPersonId, dueAt, toId: deputyId }, tx.now));
  await schedule(tx, [...new Map(nudges.map((work) => [work.key, work])).values()]);
}

interface Nudge {
  incidentId: string;
  role: string;
  fromPersonId: string;
  dueAt: Instant;
  toId: string;
}

function nudge(payload: Nudge, now: Instant): DueWork {
  const { incidentId, role, fromPersonId, dueAt, toId } = payload;
  return { kind: nudgeKind, key: `${nudgeKind}/${incidentId}/${role}/${fromPersonId}/${dueAt}/${toId}`, dueAt: now, payload };
}

/** Tells a deputy by their own means at low urgency, where it is still to be given. */
export const owedNudgeHandler: SendHandler = nudgeHandlerOf(nudgeKind, async (tx, payload) => {
  const { incidentId, role, fromPersonId, dueAt, toId } = payload as Nudge;
  const situation = await readSituation(tx, incidentId);
  if (!situation) return null;
  const mine = passingsOf(situation, tx.now).filter(({ update, standIn }) => update.from === role && update.fromPersonId === fromPersonId && update.dueAt === dueAt && standIn.personId === toId);
  return writeNudge(situation, mine);
});

function writeNudge(situation: KnownSituation, passings: readonly Passing[]): Letter | null {
  const [passing] = passings;
  if (!passing) return null;
  const { update: first, standIn: { personId: toId, isDeputy } } = passing;
  const { incidentId, state, process, organization, addressee } = situation;
  const person = (id: string) => organization.people.get(id)?.name ?? id;
  const role = (id: string) => process.roles.find((one) => one.id === id)?.name ?? id;
  const to = passings.flatMap(({ update: { toAudienceIds, toRoles } }) => [...toAudienceIds.map((id) => addressee(id)?.name ?? id), ...toRoles.filter((id) => whoHolds(situation, id).some((holder) => holder !== toId)).map(role)]).join(", ");
  const ref = refOf(state.number);
  return {
    personId: toId,
    subject: `${ref}: you may give the update to ${to}`,
    paragraphs: [
      `The update of ${person(first.fromPersonId)} to ${to} was expected at ${clockTime(first.dueAt, organization.people.get(toId)?.timezone ?? "UTC")}. There is much to do in an incident: ${isDeputy ? "as deputy " : ""}you may give it too.`,
      first.toAudienceIds.length > 0 ? "Send it from the room; what is known stands in its draft." : "Write what you know into the room.",
    ],
    link: { path: `/incidents/${ref}`, words: `Open ${ref}` },
    because: isDeputy ? `You get this because you are deputy for ${role(first.from)}.` : `You get this because nobody else stands in for ${role(first.from)}.`,
    messageKey: `owed.${incidentId}.${first.from}.${first.fromPersonId}.${first.dueAt}`,
    threadKey: `subject.${incidentId}`,
  };
}
