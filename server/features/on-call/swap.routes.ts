import type { FastifyInstance } from "fastify";
import type { Tx } from "../../platform/database/database.ts";
import { addRoute, type RouteTools } from "../../platform/http/route.ts";
import { listOf } from "../../platform/schemas/list.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { readSchedules } from "./schedule.queries.ts";
import { answerSwap } from "./swap-answer.commands.ts";
import { askForSwap, type AskedSwap } from "./swap.commands.ts";
import { askedSwapSchema, swapAnswerSchema, swapParameters, swapSchema, swapsQuery, swapWishSchema, type AskedSwapView, type SwapView } from "./swap.contract.ts";
import { swapPermissions, whyNotList } from "./swap.permissions.ts";
import { presentSwap } from "./swap.presenter.ts";
import { listSwaps, readSwap, type StoredSwap } from "./swap.queries.ts";

const tag = "on call";
const access = swapPermissions.swap;
const mostListed = 200;

/** Swaps of turns, and asking for cover: nothing changes until another says yes. */
export function swapRoutes(app: FastifyInstance, tools: RouteTools): void {
  listingRoute(app, tools);
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/swaps",
    summary: "Ask others to take a turn, or a part of one; nothing changes until one of them says yes",
    tag,
    access,
    body: swapWishSchema,
    answer: askedSwapSchema,
    status: 201,
    async handle(tx, { caller, body }) {
      const asked = await askForSwap(tx, caller, body);
      return isRefusal(asked) ? asked : presentAsked(tx, caller, asked);
    },
  });
  addRoute(app, tools, {
    method: "POST",
    url: "/api/v1/swaps/:id/answer",
    summary: "Say yes or no to a swap, propose something in return, or withdraw; a yes changes the schedules at once",
    tag,
    access,
    params: swapParameters,
    body: swapAnswerSchema,
    answer: swapSchema,
    async handle(tx, { caller, params, body }) {
      const refused = await answerSwap(tx, caller, params.id, body);
      return refused ?? presentOne(tx, caller, params.id);
    },
  });
}

function listingRoute(app: FastifyInstance, tools: RouteTools): void {
  addRoute(app, tools, {
    method: "GET",
    url: "/api/v1/swaps",
    summary: "Swaps that wait for an answer, or what became of them: one's own, and those one was asked for",
    tag,
    access,
    query: swapsQuery,
    answer: listOf(swapSchema),
    async handle(tx, { caller, query }) {
      const refused = whyNotList(caller, query.of);
      if (refused) return refused;
      const isNobody = query.of === "me" && caller.personId === null;
      const found = isNobody ? [] : await listSwaps(tx, { personId: query.of === "me" ? caller.personId : null, isOpen: query.state === "open", limit: mostListed });
      return { items: await presentSwaps(tx, caller, found), next: null };
    },
  });
}

async function presentOne(tx: Tx, caller: Caller, id: string): Promise<SwapView> {
  const stored = await readSwap(tx, id);
  const [view] = await presentSwaps(tx, caller, stored ? [stored] : []);
  if (!view) throw new Error(`The swap ${id} was answered and is gone.`);
  return view;
}

async function presentAsked(tx: Tx, caller: Caller, { swap, notAsked }: AskedSwap): Promise<AskedSwapView> {
  const people = await readPeople(tx, notAsked.map(({ personId }) => personId));
  return {
    swap: await presentOne(tx, caller, swap.id),
    notAsked: notAsked.map(({ personId, whyNot }) => ({ personId, name: people.get(personId)?.name ?? personId, reason: whyNot.reason })),
  };
}

async function presentSwaps(tx: Tx, caller: Caller, swaps: readonly StoredSwap[]): Promise<SwapView[]> {
  const people = await readPeople(tx, swaps.flatMap(({ giverId, takerId, asks }) => [giverId, takerId ?? giverId, ...asks.map(({ personId }) => personId)]));
  const turns = swaps.flatMap(({ turn, back, asks }) => [turn, back, ...asks.map((ask) => ask.back)]);
  const scheduleIds = turns.flatMap((turn) => (turn === null ? [] : [turn.scheduleId]));
  const schedules = new Map((await readSchedules(tx, [...new Set(scheduleIds)], tx.now, tx.now)).map((schedule) => [schedule.id, schedule]));
  return swaps.map((swap) => presentSwap(swap, caller, { nameOf: (id) => people.get(id)?.name ?? id, schedules }));
}
