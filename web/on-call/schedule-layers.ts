import type { OverrideView, ScheduleShiftsView } from "../../server/features/on-call/contract.ts";
import type { ScheduleBar, ScheduleLayer } from "../design/schedule-layout.ts";
import { namesOf, spansOf, together, type Stretch } from "./together.ts";

function firstName(name: string | null): string {
  return name?.split(" ")[0] ?? "";
}

/** What an override does, in few words: `You for Ben`, `Chidi as well`, `Chidi is away`. */
export function overrideWords({ kind, personId, name, replacesId, replacesName }: OverrideView, me: string | null): string {
  const who = personId === me && me !== null ? "You" : firstName(name);
  if (kind === "temporary") return "Temporary schedule";
  const whom = replacesId === me && me !== null ? "you" : firstName(replacesName);
  if (kind === "add") return `${who} as well`;
  if (kind === "remove") return personId === null ? "Nobody" : `${who} ${who === "You" ? "are" : "is"} away`;
  return replacesId === null ? who : `${who} for ${whom}`;
}

function barOf(stretch: Stretch, id: string, me: string | null): ScheduleBar {
  const isMine = me !== null && stretch.people.some(({ personId }) => personId === me);
  const [first] = stretch.people;
  return {
    id,
    from: stretch.from,
    to: stretch.to,
    words: namesOf(stretch.people, me),
    look: isMine ? "yours" : "plain",
    ...(first === undefined ? {} : { person: first.name }),
  };
}

/** Bars that overlap go into rows of their own. */
function rowsOf(bars: readonly ScheduleBar[]): ScheduleBar[][] {
  const rows: ScheduleBar[][] = [];
  for (const bar of bars) {
    const free = rows.find((row) => row.every(({ from, to }) => to <= bar.from || from >= bar.to));
    if (free === undefined) rows.push([bar]);
    else free.push(bar);
  }
  return rows.length === 0 ? [[]] : rows;
}

function overrideLayers(overrides: readonly OverrideView[], me: string | null): ScheduleLayer[] {
  const bars = overrides.map((each) => ({ id: each.id, from: Date.parse(each.from), to: Date.parse(each.to), words: overrideWords(each, me) }));
  return rowsOf(bars).map((row, index) => ({ id: `overrides-${index}`, name: index === 0 ? "Overrides" : "", kind: "override", bars: row }));
}

/** The rows of a schedule's calendar: each layer's turns, the overrides over them, and who is woken in the end. */
export function layersOf(view: Pick<ScheduleShiftsView, "layers" | "overrides" | "items" | "gaps">, me: string | null): ScheduleLayer[] {
  const turns: ScheduleLayer[] = view.layers.map(({ place, name, shifts }) => ({
    id: `layer-${place}`,
    name,
    kind: "turn",
    // First names: turns may be half a day wide, and the final row says the whole name.
    bars: together(shifts.map((shift) => ({ ...shift, name: firstName(shift.name) }))).map((stretch) => barOf(stretch, `${place}-${stretch.from}`, me)),
  }));
  const nobody: ScheduleBar[] = spansOf(view.gaps).map((gap) => ({ id: `gap-${gap.from}`, ...gap, words: "Nobody", look: "nobody" }));
  const final = together(view.items).map((stretch) => barOf(stretch, `final-${stretch.from}`, me));
  return [...turns, ...overrideLayers(view.overrides, me), { id: "final", name: "Final", kind: "final", bars: [...final, ...nobody] }];
}
