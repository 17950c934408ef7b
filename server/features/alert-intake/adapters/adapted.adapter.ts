import type { FieldError } from "../../../platform/http/problem.ts";
import type { Change, Signal } from "../signal.rules.ts";

/** One body as it came, its secrets masked. */
export interface Arrival {
  /** JSON, the members of a form, or a text. */
  payload: unknown;
  /** By their names in small letters. */
  headers: Readonly<Record<string, string>>;
  /** A key for what has none of its own. */
  newKey: string;
}

/** What was understood of a body. */
export interface Read {
  signals: Signal[];
  /** What somebody changed on purpose, such as a deployment. */
  changes?: Change[];
  /** What was made of it, where that is not plain from the signals. */
  note: string | null;
  /** Sent to see whether anything arrives: it is shown, and neither opens nor pages. */
  isTest?: boolean;
}

/** What an adapter makes of a payload: all that is in it, or the fields that are wrong. Adapters never throw. */
export type Adapted = Read | { errors: FieldError[] };

export type Adapter = (arrival: Arrival) => Adapted;
