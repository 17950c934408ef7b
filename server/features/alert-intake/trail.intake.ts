import { idFrom } from "../../platform/ids/ids.ts";
import { canonicalJson } from "../../values/canonical-json.ts";
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

/** A way that alerts went, kept once for all of them. */
export interface Trail {
  /** Made of the steps: the same steps are the same trail, on every node. */
  id: string;
  steps: readonly Step[];
}

/** What is to be written of a flush's decisions: rows, the trails that new occurrences went by, and which of them each did, by the id of the alert. */
export interface PackedTrails {
  rows: Decision[];
  trails: ReadonlyMap<string, Trail>;
  byAlert: ReadonlyMap<string, string>;
}

/**
 * Packs what was told of each alert, in the order in which it was told: of new occurrences as trails, of others as rows. Steps up to the one that leaves
 * somebody in peace are one row, named after the last.
 */
export function packTrails(at: Instant, alerts: Iterable<Pick<Alert, "id" | "groupId">>, born: ReadonlySet<string>, told: readonly Told[]): PackedTrails {
  const toldOf = groupBy(told, ({ alertId }) => alertId);
  const place = onePerKey<readonly Step[], string>();
  const trailOf = onePerKey<string, Trail>();
  let places = 0;
  const rows: Decision[] = [];
  const trails = new Map<string, Trail>();
  const byAlert = new Map<string, string>();
  for (const { id: alertId, groupId } of alerts) {
    const own = toldOf.get(alertId);
    if (!own) continue;
    const stepsOf = () => own.flatMap(({ steps }) => steps);
    if (!born.has(alertId)) {
      rows.push(...pack(stepsOf()).map((step) => ({ ...step, groupId, alertId, at })));
      continue;
    }
    const way = own.map(({ steps }) => place(steps, () => String((places += 1)))).join();
    const trail = trailOf(way, () => makeTrail(stepsOf()));
    trails.set(trail.id, trail);
    byAlert.set(alertId, trail.id);
  }
  return { rows, trails, byAlert };
}

function makeTrail(steps: readonly Step[]): Trail {
  return { id: idFrom(canonicalJson(steps)), steps };
}

function pack(steps: readonly Step[]): Step[] {
  const ends = steps.flatMap(({ outcome }, place) => (outcome === "held" || place === steps.length - 1 ? [place] : []));
  return ends.flatMap((end, run) => {
    const last = steps[end];
    const before = steps.slice((ends[run - 1] ?? -1) + 1, end);
    return last ? [before.length > 0 ? { ...last, details: { ...last.details, before } } : last] : [];
  });
}
