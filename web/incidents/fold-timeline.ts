import type { EntryView } from "../../server/features/incidents/timeline.contract.ts";
import { dateWords } from "../design/wording.ts";

/** What one row of the timeline shows: an entry, several like ones, or where a new day begins. */
export type TimelineRow =
  | { kind: "entry"; id: string; entry: EntryView }
  | { kind: "fold"; id: string; of: "alerts" | "page"; entries: readonly EntryView[] }
  | { kind: "day"; id: string; at: number };

/** So many like lines in a row are a burst. One person's pages over several channels belong together from the second on. */
const least = { alerts: 3, page: 2 } as const;

/** Lines further apart than this are not one burst. */
const burst = 15 * 60_000;

interface Likeness {
  of: "alerts" | "page";
  key: string;
}

function likenessOf({ kind, isPinned, subject, rest }: EntryView): Likeness | null {
  if (isPinned) return null;
  if (kind === "page" && subject !== null) return { of: "page", key: `page/${subject.id}` };
  if (kind === "alert" && rest.startsWith("joined")) return { of: "alerts", key: "alerts" };
  return null;
}

/** Folds bursts of like lines into one and says where days begin; entries come and stay oldest first. */
export function foldTimeline(entries: readonly EntryView[], zone?: string): TimelineRow[] {
  return withDays(runsOf(entries).flatMap(foldRun), zone);
}

/** Entries that follow each other closely and are of one sort: pages with pages, joined alerts with joined alerts. */
function runsOf(entries: readonly EntryView[]): EntryView[][] {
  const runs: EntryView[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && areOneRun(last, entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function areOneRun(one: EntryView, next: EntryView): boolean {
  const of = likenessOf(one)?.of;
  return of !== undefined && of === likenessOf(next)?.of && Date.parse(next.at) - Date.parse(one.at) <= burst;
}

/** Within a run, what is alike stands where its first line stood. */
function foldRun(run: readonly EntryView[]): TimelineRow[] {
  const likeness = run[0] === undefined ? null : likenessOf(run[0]);
  if (likeness === null) return run.map(rowOf);
  const byKey = new Map<string, EntryView[]>();
  for (const entry of run) {
    const key = likenessOf(entry)?.key ?? entry.id;
    byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  }
  return [...byKey.values()].flatMap((alike) => {
    const first = alike[0];
    if (first === undefined || alike.length < least[likeness.of]) return alike.map(rowOf);
    return [{ kind: "fold" as const, id: `fold/${first.id}`, of: likeness.of, entries: alike }];
  });
}

function rowOf(entry: EntryView): TimelineRow {
  return { kind: "entry", id: entry.id, entry };
}

/** When a row stands in time. */
export function instantOf(row: TimelineRow): number {
  if (row.kind === "day") return row.at;
  return Date.parse(row.kind === "entry" ? row.entry.at : (row.entries[0]?.at ?? ""));
}

function withDays(rows: readonly TimelineRow[], zone: string | undefined): TimelineRow[] {
  let day = rows[0] === undefined ? "" : dateWords(instantOf(rows[0]), zone);
  return rows.flatMap((row): TimelineRow[] => {
    const at = instantOf(row);
    const words = dateWords(at, zone);
    if (words === day) return [row];
    day = words;
    return [{ kind: "day", id: `day/${row.id}`, at }, row];
  });
}

/** What a fold says in one line. */
export function foldWords({ of, entries }: Extract<TimelineRow, { kind: "fold" }>): { bold: string; rest: string } {
  const first = entries[0];
  if (of === "page") return { bold: first?.bold ?? "", rest: first?.rest ?? "" };
  return { bold: `${entries.length} groups of alerts`, rest: entries.every(({ rest }) => rest === "joined by its route") ? "joined by their routes" : "joined" };
}
