import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { Refusal } from "../../values/refusal.ts";

/** A fact as a decider makes it: what happened, in the past tense, and its particulars (ids, never names). */
export interface Fact {
  readonly type: string;
  readonly data: object;
}

/** A fact as the log keeps it. */
export interface LoggedEvent<F extends Fact = Fact> {
  streamId: string;
  version: number;
  fact: F;
  actor: Actor;
  commandId: string;
  /** When it happened; differs from the time of recording where a person back-dates. */
  occurredAt: Instant;
  recordedAt: Instant;
}

/** Pure rules over one kind of stream. */
export interface Decider<State, Command, F extends Fact> {
  /** First part of every stream id of this kind: `<kind>/<id>`. */
  readonly kind: string;
  /** Every type of fact that these rules know; the compiler asks for each. A stream that holds another is read-only here. */
  readonly knows: Readonly<Record<F["type"], true>>;
  readonly initial: State;
  decide(command: Command, state: State, at: Instant): readonly F[] | Refusal;
  evolve(state: State, fact: F, at: Instant): State;
}

/** A wish to change one stream. The same command id is carried out once per stream. */
export interface Order<Command> {
  streamId: string;
  commandId: string;
  actor: Actor;
  command: Command;
  /** When the thing happened, if not now. */
  occurredAt?: Instant;
}

export type Outcome<State, F extends Fact> =
  | { outcome: "done"; state: State; events: readonly LoggedEvent<F>[] }
  | { outcome: "refused"; refusal: Refusal; state: State }
  | { outcome: "already-done"; state: State };
