import type { ScheduleFormView } from "../../../server/features/on-call/schedule-form.contract.ts";
import type { WrittenLayer, WrittenSchedule } from "../../../server/features/on-call/schedule-form.rules.ts";
import type { TurnUnit } from "../../../server/features/on-call/schedule.rules.ts";
import type { Weekday } from "../../../server/values/civil.ts";

export interface WindowDraft {
  days: readonly Weekday[];
  from: string;
  to: string;
}

/** A layer as the form holds it. */
export interface LayerDraft {
  key: number;
  name: string;
  /** Who holds each turn; several hold it together, none is a turn of nobody. */
  turns: readonly (readonly string[])[];
  starts: string;
  /** Empty: it goes on. */
  ends: string;
  amount: number;
  unit: TurnUnit;
  hours: readonly WindowDraft[];
  priority: number;
}

/** A schedule as the form holds it. */
export interface ScheduleDraft {
  name: string;
  /** Empty: the organization's. */
  timezone: string;
  layers: readonly LayerDraft[];
}

export const allDays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** The form of a schedule that exists. */
export function draftOf({ name = "", timezone = "", layers }: ScheduleFormView["entry"]): ScheduleDraft {
  return { name, timezone, layers: layers.map(layerOf) };
}

function layerOf({ name = "", people, starts, ends = "", turn, hours = [], priority = 0 }: ScheduleFormView["entry"]["layers"][number], key: number): LayerDraft {
  const [, amount = "1", unit = "w"] = /^(\d+)(h|d|w|mo)$/.exec(turn) ?? [];
  return { key, name, turns: people.map((holder) => [holder].flat()), starts, ends, amount: Number(amount), unit: unit as TurnUnit, hours, priority };
}

/** A layer still without people, from a day at nine. */
export function newLayer(key: number, date: string): LayerDraft {
  return { key, name: "", turns: [[]], starts: `${date}T09:00`, ends: "", amount: 1, unit: "w", hours: [], priority: 0 };
}

/** What the form says, in the document's words. */
export function entryOf({ name, timezone, layers }: ScheduleDraft): WrittenSchedule {
  return { ...(name.trim() === "" ? {} : { name: name.trim() }), ...(timezone === "" ? {} : { timezone }), layers: layers.map(writtenOf) };
}

function writtenOf({ name, turns, starts, ends, amount, unit, hours, priority }: LayerDraft): WrittenLayer {
  return {
    ...(name.trim() === "" ? {} : { name: name.trim() }),
    people: turns.map((turn) => (turn.length === 1 ? (turn[0] ?? []) : turn)),
    starts,
    ...(ends === "" ? {} : { ends }),
    turn: `${amount}${unit}`,
    ...(hours.length === 0 ? {} : { hours }),
    ...(priority === 0 ? {} : { priority }),
  };
}

/** Null where the form can be sent; else what is still missing. */
export function whatIsMissing({ layers }: ScheduleDraft): string | null {
  for (const [place, { turns, starts, amount }] of layers.entries()) {
    const which = layers.length === 1 ? "The layer" : `Layer ${place + 1}`;
    if (turns.every((turn) => turn.length === 0)) return `${which} has nobody yet. Choose who takes turns.`;
    if (starts === "") return `${which} does not say when its first turn starts.`;
    if (!(amount >= 1)) return `${which} does not say how long a turn lasts.`;
  }
  return null;
}

/** An id made of the name, free among those that are taken. */
export function scheduleIdOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 56) || "schedule";
  let id = plain;
  for (let number = 2; taken.has(id); number += 1) id = `${plain}-${number}`;
  return id;
}
