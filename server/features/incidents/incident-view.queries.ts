import { readContent } from "../../platform/event-log/content.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Caller } from "../../values/permission.ts";
import { readSymptoms } from "../alert-intake/index.ts";
import { readProcess } from "../process/index.ts";
import type { IncidentDetail, IncidentView } from "./contract.ts";
import { textsOfDecisions } from "./decision.presenter.ts";
import { decisionsOf } from "./decision.rules.ts";
import { readLinkedEntries } from "./ground.queries.ts";
import { textsOfGround } from "./ground.presenter.ts";
import { presentIncident } from "./incident.presenter.ts";
import { readIncidentRow, readIncidentRows, readNextImpactStart, type IncidentRow } from "./incident.queries.ts";
import { isRunning, type IncidentState } from "./incident.state.rules.ts";
import type { Interval } from "./milestones.rules.ts";
import { textsOfQuestions } from "./presence.presenter.ts";
import { assess } from "./proposal.commands.ts";
import { readOnCallForRoles } from "./calls.commands.ts";
import { presentRoom } from "./room.presenter.ts";
import { textsOfRelations } from "./relation.presenter.ts";
import { relationsOf } from "./relation.rules.ts";
import { textsOfStaffing } from "./staffing.presenter.ts";
import { readJoinedGroups, readPaged, readSummaries, readWriters } from "./room.queries.ts";
import { readOrganizationWords, readTitles } from "./words.queries.ts";
import { readRunbooks } from "./template.queries.ts";
import { rolesNeeded } from "./template.rules.ts";

/** Incidents as a list shows them, in the order of the rows. */
export async function viewIncidents(tx: Tx, caller: Caller, rows: readonly IncidentRow[]): Promise<IncidentView[]> {
  const words = await readOrganizationWords(tx, caller, rows.map((row) => row.process_version));
  const summaries = await readSummaries(tx, rows.map(({ id }) => id));
  const titles = await readTitles(tx, rows.flatMap(({ state }) => state.mergedInto ?? []));
  const conditions = await readContent(tx, rows.flatMap(({ state }) => newestCondition(state) ?? []));
  return rows.map((row) =>
    presentIncident(row, words, {
      summary: summaries.get(row.id) ?? conditions.get(newestCondition(row.state) ?? "")?.text ?? null,
      mergedInto: titles.get(row.state.mergedInto ?? "") ?? null,
    }),
  );
}

export async function viewIncident(tx: Tx, caller: Caller, incidentId: string): Promise<IncidentView | null> {
  const row = await readIncidentRow(tx, incidentId);
  return row && ((await viewIncidents(tx, caller, [row]))[0] ?? null);
}

function newestCondition(state: IncidentState): string | undefined {
  return state.ground.findLast(({ kind, mark }) => kind === "condition" && mark !== "disputed" && mark !== "done")?.text.contentId;
}

/** Everything the room of an incident shows beside its timeline. */
export async function viewRoom(tx: Tx, caller: Caller, incidentId: string): Promise<IncidentDetail | null> {
  const row = await readIncidentRow(tx, incidentId);
  if (!row) return null;
  const { state } = row;
  const texts = [...state.tasks.map(({ text }) => text.contentId), ...textsOfGround(state.ground), ...textsOfDecisions(decisionsOf(state)), ...textsOfQuestions(state), ...textsOfRelations(state), ...textsOfStaffing(state)];
  const briefs = [...state.handovers.map(({ brief }) => brief.contentId), ...(state.template ? [state.template.name.contentId] : [])];
  const contents = await readContent(tx, [...texts, ...briefs, ...(state.impactDescription ? [state.impactDescription.contentId] : [])]);
  const summary = (await readSummaries(tx, [incidentId])).get(incidentId) ?? contents.get(newestCondition(state) ?? "")?.text ?? null;
  const words = await readOrganizationWords(tx, caller, [row.process_version]);
  return presentRoom(row, {
    words,
    contents,
    writers: await readWriters(tx, incidentId),
    paged: await readPaged(tx, incidentId),
    groups: await readJoinedGroups(tx, incidentId),
    symptoms: await readSymptoms(tx, incidentId),
    linked: await readLinkedEntries(tx, incidentId, state, words),
    mtbf: await readMtbf(tx, state),
    related: await readIncidentRows(tx, relationsOf(state).map((relation) => relation.incidentId)),
    assessed: await assess(tx, incidentId, state),
    runbooks: await readRunbooks(tx, state.template?.runbooks ?? []),
    onCall: await readOnCallForVacant(tx, state),
    summary,
    mergedInto: (await readTitles(tx, state.mergedInto === null ? [] : [state.mergedInto])).get(state.mergedInto ?? "") ?? null,
  });
}

async function readOnCallForVacant(tx: Tx, state: IncidentState): Promise<Record<string, string[]>> {
  const { process } = await readProcess(tx, state.processVersion);
  const required = rolesNeeded(process, state);
  const vacant = process.roles.filter(({ id, schedule }) => schedule !== undefined && required.includes(id) && state.holders.every(({ role, isProvisional }) => role !== id || isProvisional));
  return isRunning(state) && vacant.length > 0 ? readOnCallForRoles(tx, { roles: vacant }) : {};
}

/** Impact start to the next impact start of one of the same services (001, glossary). */
export async function readMtbf(tx: Tx, state: IncidentState): Promise<Interval> {
  if (state.isDrill || state.status === "cancelled" || state.status === "merged") return { status: "not-applicable" };
  const from = state.milestones.impactStart?.at ?? null;
  const next = from === null ? null : await readNextImpactStart(tx, state, from);
  return from === null || next === null ? { status: "pending" } : { status: "recorded", milliseconds: next - from };
}
