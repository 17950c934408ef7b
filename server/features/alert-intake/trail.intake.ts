import { newId } from "../../platform/ids/ids.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Instant } from "../../values/instant.ts";
import type { Decision } from "./decision.queries.ts";
import type { Alert } from "./fold.rules.ts";

export type Step = Pick<Decision, "code" | "outcome" | "details">;

/** Steps that were taken with an alert. What is decided alike about many of them is told of each by the same list. */
export interface Told {
  alertId: string;
  steps: readonly Step[];
}

/** Gives the list that was made for the key before, so that what is alike is one and the same. */
export function onePerKey<Key, Value>(): (key: Key, make: () => Value) => Value {
  const made = new Map<Key, Value>();
  return (key, make) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make();
    made.set(key, value);
    return value;
  };
}

/** What is to be written of a flush's decisions: rows, and which trail each new occurrence goes by. */
export interface PackedTrails {
  rows: Decision[];
  trails: ReadonlyMap<string, string>;
}

/**
 * Packs what was told of each alert, in the order in which it was told. Steps up to the one that leaves somebody in peace are one row, named after the last:
 * an alert goes through half a dozen of them, and a row for each would cost more than the alert itself. New occurrences with the same steps share a trail.
 */
export function packTrails(at: Instant, alerts: Iterable<Pick<Alert, "id" | "groupId">>, born: ReadonlySet<string>, told: readonly Told[]): PackedTrails {
  const byAlert = groupBy(told, ({ alertId }) => alertId);
  const place = onePerKey<readonly Step[], string>();
  let places = 0;
  const rows: Decision[] = [];
  const trails = new Map<string, string>();
  const known = new Map<string, string>();
  for (const { id: alertId, groupId } of alerts) {
    const own = byAlert.get(alertId);
    if (!own) continue;
    if (!born.has(alertId)) {
      rows.push(...pack(own).map((step) => ({ ...step, groupId, alertId, at })));
      continue;
    }
    const content = own.map(({ steps }) => place(steps, () => String((places += 1)))).join();
    const trailId = known.get(content) ?? newId();
    trails.set(alertId, trailId);
    if (known.has(content)) continue;
    known.set(content, trailId);
    rows.push(...pack(own).map((step) => ({ ...step, groupId: null, alertId: null, at, trailId })));
  }
  return { rows, trails };
}

function pack(told: readonly Told[]): Step[] {
  const own = told.flatMap(({ steps }) => steps);
  const ends = own.flatMap(({ outcome }, place) => (outcome === "held" || place === own.length - 1 ? [place] : []));
  return ends.flatMap((end, run) => {
    const last = own[end];
    const before = own.slice((ends[run - 1] ?? -1) + 1, end);
    return last ? [before.length > 0 ? { ...last, details: { ...last.details, before } } : last] : [];
  });
}
