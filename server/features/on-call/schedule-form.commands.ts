import { createHash } from "node:crypto";
import type { Configuration } from "../../platform/config-document/configuration.ts";
import { lockConfiguration } from "../../platform/config-document/configuration-apply.ts";
import { putEntry, readEntry } from "../../platform/config-document/configuration-entries.ts";
import type { Tx } from "../../platform/database/database.ts";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { canonicalJson, type Json } from "../../values/canonical-json.ts";
import { millisecondsOfDay } from "../../values/civil.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { lockSchedule } from "./override.queries.ts";
import { effectOf, type ScheduleEffect } from "./schedule-effect.rules.ts";
import { layerWritten, type WrittenSchedule } from "./schedule-form.rules.ts";
import { readOwnZone, readSchedules, type StoredSchedule } from "./schedule.queries.ts";
import type { Span } from "./span.rules.ts";

/** How far ahead a change is looked at before it is published. */
const ahead = 90 * millisecondsOfDay;

export interface ScheduleForm {
  id: string;
  version: string;
  isFromFile: boolean;
  entry: WrittenSchedule;
}

export interface ScheduleWish {
  id: string;
  /** What the change began with; null: nothing. */
  version: string | null;
  entry: unknown;
  isPlan: boolean;
}

/** What was changed, or would be, and what comes of it. */
export interface ScheduleOutcome {
  version: string;
  changes: string[];
  span: Span;
  schedule: StoredSchedule;
  effect: ScheduleEffect;
}

/** A schedule in the form of the document, to be changed. */
export async function readForm(tx: Tx, configuration: Configuration, id: string): Promise<ScheduleForm | Refusal> {
  const read = await readEntry(tx, configuration, "schedules", id);
  if (isRefusal(read)) return read;
  return { id, version: versionOf(read.entry), isFromFile: read.isFromFile, entry: read.entry as WrittenSchedule };
}

/** Makes or changes a schedule, or says what that would do. Who began with something else than what stands there is told so. */
export async function changeSchedule(tx: Tx, configuration: Configuration, caller: Caller, { id, version, entry, isPlan }: ScheduleWish): Promise<ScheduleOutcome | Refusal> {
  // In the order in which a file takes its locks, so that the two never wait for each other in a circle.
  if (!isPlan) await lockConfiguration(tx);
  await lockSchedule(tx, id);
  const there = await readForm(tx, configuration, id);
  const standing = isRefusal(there) ? null : there.version;
  if (standing !== version) return changedMeanwhile(version, standing);
  const [before = null] = await readSchedules(tx, [id], tx.now, tx.now + ahead);
  const changes = await putEntry(tx, configuration, { section: "schedules", id, caller, isPlan }, entry);
  if (isRefusal(changes)) return changes;
  const span = { from: tx.now, to: tx.now + ahead };
  const schedule = await scheduleAfter(tx, id, entry as WrittenSchedule, before);
  const effect = effectOf(before && { schedule: before, zone: zoneNamed(before.zone) }, { schedule, zone: zoneNamed(schedule.zone) }, span);
  const written = isPlan ? null : await readForm(tx, configuration, id);
  return { version: written === null || isRefusal(written) ? (standing ?? "") : written.version, changes: changes.map(({ sentence }) => sentence), span, schedule, effect };
}

/** The schedule as it is written, with the overrides and calendars that stay. */
async function scheduleAfter(tx: Tx, id: string, { name, timezone, layers = [] }: WrittenSchedule, before: StoredSchedule | null): Promise<StoredSchedule> {
  const written = layers.map(layerWritten).filter((layer) => layer !== null);
  const calendars = before?.layers.filter(({ fixed }) => fixed !== undefined) ?? [];
  return { id, name: name ?? null, zone: timezone ?? (await readOwnZone(tx)), layers: [...written, ...calendars], overrides: before?.overrides ?? [], record: null };
}

function changedMeanwhile(version: string | null, standing: string | null): Refusal {
  if (version === null) return refuse("schedule.taken", "There is a schedule with this id already.");
  if (standing === null) return refuse("schedule.gone", "Somebody deleted this schedule meanwhile.");
  return refuse("schedule.changed", "Somebody changed this schedule meanwhile. Look at what they made of it, and make your change again.", { version: standing });
}

function versionOf(entry: unknown): string {
  return createHash("sha256").update(canonicalJson(entry as Json)).digest("hex").slice(0, 16);
}
