import { createHash } from "node:crypto";
import { canonicalJson } from "../../values/canonical-json.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal } from "../../values/refusal.ts";
import type { Tx } from "../database/database.ts";
import type { Decider, Fact, LoggedEvent, Order, Outcome } from "./event.ts";
import { findDoneCommands, lockHeads, stageAppend, type Head } from "./event-log.queries.ts";
import { refuseNewer } from "./newer-stream.ts";

/** Hears of events as they are appended, in the same transaction. */
export type EventListener = (tx: Tx, events: readonly LoggedEvent[]) => Promise<void>;

/** Listeners by kind of stream, in the order in which they are called. */
export type EventListeners = Readonly<Record<string, readonly EventListener[]>>;

/**
 * Carries out many commands in one transaction: locks the heads in the order of their ids, decides each purely,
 * appends all facts, tells the listeners. Outcomes come in the order of the orders. Several orders to one stream are decided one after another.
 * Throws `NewerStream` where a stream holds what this node does not know.
 */
export async function executeMany<State, Command, F extends Fact>(
  tx: Tx,
  decider: Decider<State, Command, F>,
  orders: readonly Order<Command>[],
): Promise<Outcome<State, F>[]> {
  if (orders.length === 0) return [];
  const heads = await lockHeads<State>(tx, [...new Set(orders.map((order) => order.streamId))], decider.initial);
  for (const head of heads.values()) refuseNewer(decider, head.streamId, head.types);
  const done = await findDoneCommands(tx, orders.filter((order) => (heads.get(order.streamId)?.version ?? 0) > 0));
  const outcomes = orders.map((order) => {
    const head = heads.get(order.streamId);
    if (!head) throw new Error(`No head for ${order.streamId}.`);
    if (done.has(commandKey(order))) return { outcome: "already-done", state: head.state } as const;
    done.add(commandKey(order));
    return decideOne(tx.now, decider, head, order);
  });
  const events = outcomes.flatMap((outcome) => (outcome.outcome === "done" ? outcome.events : []));
  if (events.length === 0) return outcomes;
  stageAppend(tx, [...heads.values()], events);
  await tellListeners(tx, decider.kind, events);
  return outcomes;
}

/** One command: a set of one. */
export async function execute<State, Command, F extends Fact>(
  tx: Tx,
  decider: Decider<State, Command, F>,
  order: Order<Command>,
): Promise<Outcome<State, F>> {
  const [outcome] = await executeMany(tx, decider, [order]);
  if (!outcome) throw new Error("A set of one gave no outcome.");
  return outcome;
}

function commandKey(order: Order<unknown>): string {
  return `${order.streamId} ${order.commandId}`;
}

function decideOne<State, Command, F extends Fact>(
  now: Instant,
  decider: Decider<State, Command, F>,
  head: Head<State>,
  order: Order<Command>,
): Outcome<State, F> {
  const occurredAt = order.occurredAt ?? now;
  const facts = decider.decide(order.command, head.state, occurredAt);
  if (isRefusal(facts)) return { outcome: "refused", refusal: facts, state: head.state };
  const events = facts.map((fact) => appendToHead(decider, head, fact, order, occurredAt, now));
  return { outcome: "done", state: head.state, events };
}

function appendToHead<State, Command, F extends Fact>(
  decider: Decider<State, Command, F>,
  head: Head<State>,
  fact: F,
  order: Order<Command>,
  occurredAt: Instant,
  recordedAt: Instant,
): LoggedEvent<F> {
  head.state = decider.evolve(head.state, fact, occurredAt);
  head.version += 1;
  if (!head.types.includes(fact.type)) head.types.push(fact.type);
  const event: LoggedEvent<F> = {
    streamId: head.streamId,
    version: head.version,
    fact,
    actor: order.actor,
    commandId: order.commandId,
    occurredAt,
    recordedAt,
  };
  head.hash = chainHash(head.hash, event);
  head.hashes.push(head.hash);
  return event;
}

/** SHA-256 over the hash before and the event's canonical text: any change to history changes every later hash. */
export function chainHash(before: Buffer, event: LoggedEvent): Buffer {
  return createHash("sha256").update(before).update(canonicalJson(event)).digest();
}

async function tellListeners(tx: Tx, kind: string, events: readonly LoggedEvent[]): Promise<void> {
  const listeners = (tx.context["listeners"] as EventListeners | undefined)?.[kind] ?? [];
  for (const listener of listeners) await listener(tx, events);
}
