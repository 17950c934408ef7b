import type { Weekday } from "../../values/civil.ts";
import type { Instant } from "../../values/instant.ts";

/** Who is on call when: layers say it by the calendar, overrides say it for a while. */
export interface Schedule {
  id: string;
  /** The name of the time zone that every wall clock in the layers is read in. */
  zone: string;
  /** Layers of one priority are on call together; where they overlap, a higher priority hides a lower one. */
  layers: readonly Layer[];
  /** In the order they were made: a later one sees what the earlier ones left. */
  overrides: readonly Override[];
  /** What was kept of the past wins over what is calculated; absent: nothing was. */
  record?: ScheduleRecord | null;
}

/** Who was on call from one instant to another, as it passed; where no shift stands there was nobody. */
export interface ScheduleRecord {
  from: Instant;
  to: Instant;
  shifts: readonly RecordedShift[];
}

/** Somebody from one instant to another, by no rule. */
export interface FixedShift {
  person: string;
  from: Instant;
  to: Instant;
}

export interface RecordedShift extends FixedShift {
  because: Because;
}

/** People who take turns. */
export interface Layer {
  name?: string;
  /** The turn order; an entry with several people is a turn they hold together, an empty one a turn of nobody. */
  people: readonly Turnholder[];
  /** When the first turn starts, on the schedule's wall clock: `2026-11-02T09:00`. Before it the layer has nobody. */
  starts: string;
  /** From then on the layer has nobody; null or absent: no end. */
  ends?: string | null;
  turn: Turn;
  /** When the layer is on call at all; absent or empty: always. */
  hours?: readonly Hours[];
  /** 0 where absent. */
  priority?: number;
  /** Read from a calendar: these instead of turns. */
  fixed?: readonly FixedShift[];
}

export type Turnholder = string | readonly string[];

/**
 * How long a turn lasts, in steps of the wall clock. Days count the days on which the layer's hours begin, so that five people
 * on weekdays all get their day; 24 hours count every day.
 */
export interface Turn {
  amount: number;
  unit: TurnUnit;
}

export type TurnUnit = "h" | "d" | "w" | "mo";

/** A window of the wall clock on some weekdays. It runs overnight where `to` is not after `from`; its day is that of its start. */
export interface Hours {
  days: readonly Weekday[];
  from: string;
  to: string;
}

/** A change for a while: somebody more, somebody less, or one person in the place of another. */
export type Override = PersonalOverride | Temporary;

export type PersonalOverride = Addition | Removal | Replacement;

interface Change {
  id: string;
  from: Instant;
  /** The first instant at which it no longer holds. */
  to: Instant;
}

/** The person is on call beside whoever else is. */
export interface Addition extends Change {
  kind: "add";
  person: string;
}

/** The person is not on call; null: nobody is. */
export interface Removal extends Change {
  kind: "remove";
  person: string | null;
}

/** The person is on call where `replaces` would be, and only there; null: alone, in the place of whoever would or would not be. */
export interface Replacement extends Change {
  kind: "replace";
  person: string;
  replaces: string | null;
}

/** Its shifts alone are on call, whatever layers and earlier overrides say; between them nobody is. */
export interface Temporary extends Change {
  kind: "temporary";
  person: null;
  shifts: readonly FixedShift[];
}

/** Why somebody is on call: by a layer, named by its place in the schedule and in a record by its name then, or by an override. */
export type Because = { layer: number; name?: string } | { override: string };

/** One person on call without a break. */
export interface Shift {
  personId: string;
  from: Instant;
  to: Instant;
  /** Every reason that holds in the shift, in the order in which they begin to hold. */
  because: Because[];
  /** The shift began before the span that was asked for. */
  startsEarlier: boolean;
  /** The shift goes on after the span that was asked for. */
  endsLater: boolean;
}

/** A person on call at an instant. */
export interface OnCall {
  personId: string;
  because: Because;
  /** Since when without a break; null: for more than a year. */
  since: Instant | null;
  /** Until when without a break; null: for more than a year. */
  until: Instant | null;
}

/** Nobody is on call. */
export interface Gap {
  from: Instant;
  to: Instant;
  /** The overrides that took the last person away; empty where no layer had anybody. */
  because: string[];
}
