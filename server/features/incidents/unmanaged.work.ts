import { createAsk } from "../../platform/conditions/asking.ts";
import type { Tx } from "../../platform/database/database.ts";
import { schedule, type SetHandler } from "../../platform/due-work/due-work.ts";
import { incidentNames } from "../../values/condition-names.ts";
import { askToDeclare, lockSubjects } from "../alert-intake/index.ts";
import { readProcess } from "../process/index.ts";
import { nextMoment } from "./proposal.rules.ts";
import { readPagedFor, readTeamsOfPeople } from "./surroundings.queries.ts";
import { countTeamsPaged } from "./surroundings.rules.ts";
import { readUnmanagedGroups } from "./unmanaged.queries.ts";
import { declareReasons } from "./unmanaged.rules.ts";

const unmanagedKind = "incident.unmanaged";

/**
 * Looks at groups of alerts once more, behind what is being done with them: whether by the process an incident is to be declared. Only where the process has a
 * condition that a clock or a count can tell.
 */
export async function watchUnmanaged(tx: Tx, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  const { process } = await readProcess(tx, "in force");
  if (process.declareWhen.every(({ when }) => when === undefined)) return;
  await schedule(tx, [...new Set(groupIds)].map((groupId) => ({ kind: unmanagedKind, key: `${unmanagedKind}/${groupId}`, dueAt: tx.now, payload: { groupId } })));
}

/** Asks whoever has a group that looks like an incident; where time may yet make it one, it is looked at again then. */
export const unmanagedHandler: SetHandler = {
  kind: unmanagedKind,
  mode: "set",
  async handle(tx, work) {
    const ids = work.map(({ payload }) => (payload as { groupId: string }).groupId);
    await lockSubjects(tx, ids.map((id) => ({ kind: "group", id })));
    await lookAt(tx, ids);
  },
};

async function lookAt(tx: Tx, groupIds: readonly string[]): Promise<void> {
  const { process } = await readProcess(tx, "in force");
  const groups = await readUnmanagedGroups(tx, groupIds);
  const paged = await readPagedFor(tx, "group", groups.map(({ id }) => id));
  const teams = paged.length === 0 ? [] : await readTeamsOfPeople(tx);
  const ask = createAsk(incidentNames);
  const looked = groups.map(({ id, teamId, acknowledgedAt, people }) => {
    const teamsPaged = countTeamsPaged(paged.filter(({ subjectId }) => subjectId === id), teamId === null ? [] : [teamId], teams);
    const values = { teamsPaged, acknowledgedFor: acknowledgedAt === null ? undefined : tx.now - acknowledgedAt };
    return { groupId: id, people, because: declareReasons(process, values, ask), dueAt: nextMoment(process.declareWhen, acknowledgedAt, tx.now) };
  });
  await askToDeclare(tx, looked.filter(({ because }) => because.length > 0).map(({ groupId, because, people }) => ({ groupId, because, people })));
  await schedule(tx, looked.flatMap(({ groupId, because, dueAt }) => (because.length > 0 || dueAt === null ? [] : [{ kind: unmanagedKind, key: `${unmanagedKind}/${groupId}`, dueAt, payload: { groupId } }])));
}
