import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { whyNotSpeakFor } from "./priorities.permissions.ts";
import type { RankingAnswer, RankingWish } from "./ranking.contract.ts";
import { providerOf, readSurroundings, type Surroundings } from "./ranking-surroundings.queries.ts";
import { deleteRanking, lockRanking, lockRankingOf, putAnswer, putRanking, type RankingRow } from "./ranking.queries.ts";

export const noSuchService = refuse("ranking.service.not-found", "There is no such service.");
const noSuchTeam = refuse("ranking.team.not-found", "There is no such team.");
const noSuchRanking = refuse("ranking.not-found", "There is no such ranking. Somebody may have taken it back.");
const nobody = refuse("not-allowed", "A ranking is a person's word; this token is nobody's.");
const wrong = (path: string, message: string) => refuse("ranking.invalid", message, { errors: [{ path, message }] });

/** Says how a team would rank an outage of a service, and what it does about one; whoever was first meanwhile is named. */
export async function rankOutage(tx: Tx, caller: Caller, serviceId: string, teamId: string, wish: RankingWish): Promise<Refusal | null> {
  const around = await readSurroundings(tx, serviceId);
  const refused = whyNotRank(around, caller, serviceId, teamId, wish);
  if (refused || caller.personId === null) return refused ?? nobody;
  const before = await lockRankingOf(tx, serviceId, wish.sloId, teamId);
  const moved = await whyMoved(tx, around, before, wish.baseVersion);
  if (moved) return moved;
  const { sloId, priority, fallback, mitigation, remarks } = wish;
  const row = { id: before?.id ?? newId(), service_id: serviceId, slo_id: sloId, team_id: teamId, priority, fallback, mitigation, remarks, ranked_by: caller.personId, version: (before?.version ?? 0) + 1 };
  await putRanking(tx, row);
  await told(tx, caller, row, before === null ? "made" : "changed", { before: before && wordsOf(before), after: { priority, fallback, mitigation, remarks } });
  return null;
}

function whyNotRank({ services, teams, priorities }: Surroundings, caller: Caller, serviceId: string, teamId: string, { sloId, priority }: RankingWish): Refusal | null {
  const service = services.get(serviceId);
  const team = teams.get(teamId);
  if (!service || !team) return service ? noSuchTeam : noSuchService;
  if (service.team_id === teamId) return wrong("team", `${team.name} owns ${service.name}: its priority stands in its SLOs and in the routes.`);
  if (sloId !== null && !service.slos.some(({ id }) => id === sloId)) return wrong("sloId", `${service.name} has no SLO “${sloId}”.`);
  if (!priorities.some(({ id }) => id === priority)) return wrong("priority", `The process has no priority “${priority}”. It has ${priorities.map(({ id }) => id).join(", ")}.`);
  return whyNotSpeakFor(caller, team);
}

async function whyMoved(tx: Tx, { priorities }: Surroundings, before: RankingRow | null, baseVersion: number | null): Promise<Refusal | null> {
  if ((before?.version ?? null) === baseVersion) return null;
  if (before === null) return refuse("ranking.changed", "Somebody took this ranking back meanwhile. Look at it again, then say it anew.");
  const name = (await readPeople(tx, [before.ranked_by])).get(before.ranked_by)?.name ?? before.ranked_by;
  const priority = priorities.find(({ id }) => id === before.priority)?.name ?? before.priority;
  const answered = before.answer === null ? "" : ` The provider answered: ${before.answer}.`;
  return refuse("ranking.changed", `${name} ranked it ${priority} meanwhile.${answered} Look at it again, then say what is to be otherwise.`, { version: before.version, priority: before.priority });
}

/** A team says nothing about it any more. */
export async function withdrawRanking(tx: Tx, caller: Caller, id: string, baseVersion: number): Promise<Refusal | null> {
  const opened = await openRanking(tx, id, baseVersion);
  if (isRefusal(opened)) return opened;
  const { row, around } = opened;
  const refused = whyNotSpeakFor(caller, around.teams.get(row.team_id) ?? { name: row.team_id, memberIds: [], managerId: null });
  if (refused) return refused;
  await deleteRanking(tx, id);
  await told(tx, caller, row, "deleted", { before: wordsOf(row) });
  return null;
}

/** The provider has the last word, and says why. */
export async function answerRanking(tx: Tx, caller: Caller, id: string, { verdict, reason, baseVersion }: RankingAnswer): Promise<Refusal | null> {
  const opened = await openRanking(tx, id, baseVersion);
  if (isRefusal(opened)) return opened;
  const { row, around } = opened;
  const provider = around.teams.get(around.services.get(row.service_id)?.team_id ?? "");
  if (!provider) return refuse("ranking.no-provider", "No team owns this service, so nobody has the last word. Name one in the configuration first.");
  const refused = whyNotSpeakFor(caller, provider);
  if (refused || caller.personId === null) return refused ?? nobody;
  const own = providerOf(around, row.service_id, row.slo_id)?.priority ?? null;
  if (own === row.priority) return refuse("ranking.agreed", "Both say the same now; there is nothing to answer.");
  await putAnswer(tx, id, { verdict, reason, by: caller.personId, priority: own });
  await told(tx, caller, row, "answered", { verdict, reason, priority: own });
  return null;
}

async function openRanking(tx: Tx, id: string, baseVersion: number): Promise<{ row: RankingRow; around: Surroundings } | Refusal> {
  const row = await lockRanking(tx, id);
  if (!row) return noSuchRanking;
  const around = await readSurroundings(tx, row.service_id);
  return (await whyMoved(tx, around, row, baseVersion)) ?? { row, around };
}

const wordsOf = ({ priority, fallback, mitigation, remarks }: RankingRow) => ({ priority, fallback, mitigation, remarks });

async function told(tx: Tx, caller: Caller, { service_id }: Pick<RankingRow, "service_id">, action: string, details: object): Promise<void> {
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "rankings", id: service_id, action, paths: [], details });
}
