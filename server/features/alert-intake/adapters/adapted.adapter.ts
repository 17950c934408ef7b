import type { FieldError } from "../../../platform/http/problem.ts";
import type { Signal } from "../signal.rules.ts";

/** What an adapter makes of a payload: all its signals, or the fields that are wrong. Adapters never throw. */
export type Adapted = { signals: Signal[]; note: string | null } | { errors: FieldError[] };

export type Adapter = (payload: unknown) => Adapted;
