import type { Caller } from "../../values/permission.ts";
import type { Tx } from "../database/database.ts";
import { namesIn, type Configuration, type Contents, type Current } from "./configuration.ts";
import { findOrphans, type Orphan } from "./configuration-orphans.ts";
import { takeKept } from "./kept-secrets.ts";
import { planChanges, type Change } from "./plan-changes.ts";
import type { Finding } from "./problem.ts";
import type { AnySection } from "./section.ts";
import type { SectionWrite, StoredEntry, StoredSection, Upsert } from "./stored-section.ts";

/** What somebody wants: the sections they speak of, whole. */
export interface Wish {
  /** Every secret bears its mark. */
  contents: Contents;
  /** Ids, by section, that go where the wish does not hold them; all others survive. */
  leaving: Readonly<Record<string, readonly string[]>>;
  /** A file is applied: what it holds is its own from then on, in its order. */
  isFile: boolean;
  caller: Caller;
}

/** What a wish comes to, and what stands in its way. */
export interface Plan {
  changes: Change[];
  writes: PlannedWrite[];
  findings: Finding[];
  orphans: Orphan[];
}

export interface PlannedWrite extends Pick<SectionWrite, "upserts" | "deletes"> {
  stored: StoredSection;
}

/** Calculates what would become different, and judges the configuration as it would be then. Writes nothing. */
export async function planWish(tx: Tx, configuration: Configuration, current: Current, wish: Wish): Promise<Plan> {
  const sections = configuration.sections.map(({ section }) => section);
  const findings: Finding[] = [];
  const wanted = takeKept(wish.contents, current.contents, [], findings) as Contents;
  const changes = planChanges(current.contents, wanted, { sections, managed: wish.leaving });
  const going = Object.fromEntries(sections.map(({ name }) => [name, changes.filter(({ section, action }) => section === name && action === "delete").map(({ id }) => id)]));
  const spoken = configuration.sections.filter(({ section }) => wanted[section.name] !== undefined);
  const after: Contents = { ...current.contents, ...Object.fromEntries(spoken.map((stored) => [stored.section.name, contentAfter(stored, current, wanted, going)])) };
  findings.push(...spoken.flatMap((stored) => checkAfter(stored, after)));
  for (const guard of configuration.guards) findings.push(...(await guard(tx, changes, wish.caller)));
  const writes = spoken.map((stored) => planWrite(stored, { current, wanted, wish, changes, going }));
  const isLosing = findings.length === 0 && losesNames(sections, current.contents, after);
  return { changes, writes, findings, orphans: isLosing ? findOrphans(sections, after).filter(({ section }) => wanted[section] !== undefined) : [] };
}

/** Where every name stays, everything that refers to one still finds it. */
function losesNames(sections: readonly AnySection[], before: Contents, after: Contents): boolean {
  const remaining = namesIn(sections, after);
  return Object.entries(namesIn(sections, before)).some(([space, ids]) => {
    const there = new Set(remaining[space]);
    return ids.some((id) => !there.has(id));
  });
}

type Going = Readonly<Record<string, readonly string[]>>;

/** What survives stands first, so that whoever comes to it is the one who is told of a clash. */
function contentAfter({ section: { name, shape } }: StoredSection, current: Current, wanted: Contents, going: Going): unknown {
  if (shape !== "map") return wanted[name];
  const own = wanted[name] as Contents;
  const survivors = (current.entries[name] ?? []).filter(({ id }) => !Object.hasOwn(own, id) && !going[name]?.includes(id));
  return { ...Object.fromEntries(survivors.map(({ id, entry }) => [id, entry])), ...own };
}

function checkAfter({ section, check }: StoredSection, after: Contents): Finding[] {
  const content = after[section.name];
  const ofForm = section.check?.(content as never) ?? [];
  return section.shape === "map" && check ? [...ofForm, ...check(content as Contents)] : ofForm;
}

interface Planned {
  current: Current;
  wanted: Contents;
  wish: Wish;
  changes: readonly Change[];
  going: Going;
}

function planWrite(stored: StoredSection, planned: Planned): PlannedWrite {
  const { name, shape } = stored.section;
  const deletes = planned.going[name] ?? [];
  const own = shape === "map" ? (planned.wanted[name] as Contents) : { [name]: planned.wanted[name] };
  const entries = planned.current.entries[name] ?? [];
  const survivors = entries.filter(({ id }) => !Object.hasOwn(own, id) && !deletes.includes(id));
  const changed = new Set(planned.changes.filter((change) => change.section === name).map(({ id }) => id));
  const before = new Map(entries.map((entry) => [entry.id, entry]));
  const upserts = [...Object.entries(own), ...survivors.map(({ id, entry }): [string, unknown] => [id, entry])]
    .map(([id, entry], place): Upsert => {
      const there = before.get(id);
      const isOwnedByFile = planned.wish.isFile && Object.hasOwn(own, id);
      return { id, entry, place: planned.wish.isFile ? place : (there?.place ?? nextPlace(entries)), isFromFile: isOwnedByFile || there?.isFromFile === true };
    })
    .filter((upsert) => changed.has(upsert.id) || (planned.wish.isFile && isUnsettled(upsert, before.get(upsert.id))));
  return { stored, upserts, deletes };
}

function nextPlace(entries: readonly StoredEntry[]): number {
  return Math.max(-1, ...entries.map(({ place }) => place)) + 1;
}

/** True where the content is the same and something beside it is not: its place, whose it is, what a file confirms. */
function isUnsettled(upsert: Upsert, there: StoredEntry | undefined): boolean {
  if (!there) return true;
  return there.place !== upsert.place || there.isFromFile !== upsert.isFromFile || (there.isSettled === false && upsert.isFromFile);
}

