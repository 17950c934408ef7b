import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import { hasRole, type Caller } from "../../values/permission.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { scheduleParameters } from "./contract.ts";
import { candidatesFor, peopleNear, type Candidate } from "./cover.rules.ts";
import { loadRoute } from "./load.routes.ts";
import { readLoads } from "./load.queries.ts";
import { noSuchSchedule } from "./override.commands.ts";
import { candidateSchema, coverQuery, type CandidateView } from "./swap.contract.ts";
import { swapPermissions } from "./swap.permissions.ts";
import { invalidSwap, whyNotTime } from "./swap.rules.ts";
import { whyNotHeld, type Turnpart } from "./swap-judge.rules.ts";
import { presentTurn } from "./swap.presenter.ts";
import { readRoster, type StoredRoster } from "./swap-roster.queries.ts";

/** Who could take a turn, and what being on call asks of people. */
export function coverRoutes(app: FastifyInstance, tools: RouteTools): void {
  loadRoute(app, tools);
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/schedules/:id/cover",
    summary: "Who could take a turn of somebody, least load first, with the reason of those who cannot",
    tag: "on call",
    access: swapPermissions.swap,
    params: scheduleParameters,
    query: coverQuery,
    answer: listOf(candidateSchema),
    async handle(tx, { caller, params, query }) {
      const giverId = query.giverId ?? caller.personId;
      if (giverId === null) return invalidSwap("giverId", "Say whose turn it is.");
      return whyNotTime(query, tx.now, "to") ?? answerCover(tx, caller, { scheduleId: params.id, from: Math.max(query.from, tx.now), to: query.to }, giverId);
    },
  });
}

async function answerCover(tx: Tx, caller: Caller, turn: Turnpart, giverId: string): Promise<{ items: CandidateView[]; next: null } | Refusal> {
  const roster = await readRoster(tx, [turn]);
  if (!roster.schedules.some(({ id }) => id === turn.scheduleId)) return noSuchSchedule;
  const notHeld = whyNotHeld(turn, giverId, roster);
  if (isRefusal(notHeld)) return notHeld;
  const loads = await readLoads(tx, peopleNear(roster, turn.scheduleId).map(({ personId }) => personId));
  const found = candidatesFor(turn, giverId, roster, (id) => loads.get(id)?.weighted ?? 0);
  return { items: found.map((one) => presentCandidate(one, roster, caller)), next: null };
}

/** Figures of others are for managers: an order helps to ask, a ranking would only be talked about. */
function presentCandidate({ personId, isInRotation, whyNot, onlyFor, load }: Candidate, { nameOf, schedules }: StoredRoster, caller: Caller): CandidateView {
  const isTold = caller.personId === personId || hasRole(caller, "manager");
  const names = { nameOf, schedules: new Map(schedules.map((schedule) => [schedule.id, schedule])) };
  return { personId, name: nameOf(personId), isInRotation, whyNot: whyNot?.reason ?? null, onlyFor: onlyFor && presentTurn(onlyFor, names), load: isTold ? Math.round(load) : null };
}
