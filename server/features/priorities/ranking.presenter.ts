import type { Tx } from "../../platform/database/database.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { readPeople } from "../directory/index.ts";
import { speaksFor } from "./priorities.permissions.ts";
import type { RankingView, ServiceRankings } from "./ranking.contract.ts";
import type { RankingRow, ServiceFacts } from "./ranking.queries.ts";
import { isMoreUrgent, standingOf } from "./ranking.rules.ts";
import { providerOf, type Surroundings } from "./ranking-surroundings.queries.ts";

interface Named {
  id: string;
  name: string;
}

const namedIn = (list: readonly Named[], id: string): Named => ({ id, name: list.find((one) => one.id === id)?.name ?? id });

function presentProvider(around: Surroundings, serviceId: string, sloId: string | null) {
  const found = providerOf(around, serviceId, sloId);
  return found && { ...namedIn(around.priorities, found.priority), from: found.from };
}

export async function presentRankings(tx: Tx, caller: Caller, rows: readonly RankingRow[], around: Surroundings): Promise<RankingView[]> {
  const people = await readPeople(tx, rows.flatMap(({ ranked_by, answered_by }) => [ranked_by, answered_by ?? ranked_by]));
  const person = (id: string) => ({ id, name: people.get(id)?.name ?? id });
  return rows.map((row) => {
    const service = around.services.get(row.service_id);
    const provider = around.teams.get(service?.team_id ?? "");
    const team = around.teams.get(row.team_id);
    const own = presentProvider(around, row.service_id, row.slo_id);
    return {
      ...{ id: row.id, version: row.version, fallback: row.fallback, mitigation: row.mitigation, remarks: row.remarks },
      service: { id: row.service_id, name: service?.name ?? row.service_id },
      useCase: row.slo_id === null ? null : namedIn(service?.slos ?? [], row.slo_id),
      team: { id: row.team_id, name: team?.name ?? row.team_id },
      priority: namedIn(around.priorities, row.priority),
      providerPriority: own,
      standing: standingOf({ priority: row.priority, answer: row.answer, answeredPriority: row.answered_priority }, own?.id ?? null),
      isMoreUrgent: isMoreUrgent(around.priorities.map(({ id }) => id), row.priority, own?.id ?? null),
      ...{ rankedBy: person(row.ranked_by), rankedAt: toIso(row.ranked_at), answer: answerOf(row, person) },
      mayAnswer: provider !== undefined && speaksFor(caller, provider),
      mayChange: team !== undefined && speaksFor(caller, team),
    };
  });
}

function answerOf({ answer, answer_reason, answered_by, answered_at }: RankingRow, person: (id: string) => Named): RankingView["answer"] {
  if (answer === null || answered_by === null || answered_at === null) return null;
  return { verdict: answer, reason: answer_reason ?? "", by: person(answered_by), at: toIso(answered_at) };
}

/** A service with everybody who uses it, whether or not they said something. */
export async function presentService(tx: Tx, caller: Caller, service: ServiceFacts, rows: readonly RankingRow[], around: Surroundings): Promise<ServiceRankings> {
  const teamNamed = (id: string) => ({ id, name: around.teams.get(id)?.name ?? id });
  const using = [...new Set(service.dependants.flatMap(({ team_id }) => team_id ?? []))].filter((id) => id !== service.team_id);
  const maySpeak = (id: string) => speaksFor(caller, around.teams.get(id) ?? { name: id, memberIds: [], managerId: null });
  return {
    provider: service.team_id === null ? null : teamNamed(service.team_id),
    useCases: [
      { sloId: null, name: `${service.name} as a whole`, priority: presentProvider(around, service.id, null) },
      ...service.slos.map(({ id, name }) => ({ sloId: id, name, priority: presentProvider(around, service.id, id) })),
    ],
    consumers: using.map((id) => ({
      ...teamNamed(id),
      through: service.dependants.filter(({ team_id }) => team_id === id).map((other) => ({ id: other.id, name: other.name })),
      hasRanked: rows.some(({ team_id }) => team_id === id),
      maySpeak: maySpeak(id),
    })),
    mySpeaking: [...around.teams.keys()].filter((id) => id !== service.team_id && maySpeak(id)).map(teamNamed),
    rankings: await presentRankings(tx, caller, rows, around),
  };
}
