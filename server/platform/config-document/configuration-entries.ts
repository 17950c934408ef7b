import type { Actor } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { Tx } from "../database/database.ts";
import { asWritten, namesIn, readCurrent, type Configuration, type Contents, type Current } from "./configuration.ts";
import { carryOut, lockConfiguration, markSecrets, problemsOf, refuseProblems, takeTime } from "./configuration-apply.ts";
import type { ConfigurationEntryView } from "./configuration.contract.ts";
import { capital, referrersIn, type Orphan } from "./configuration-orphans.ts";
import { whyNotChangeEntry } from "./configuration.permissions.ts";
import { planWish, type Wish } from "./configuration-plan.ts";
import { keepReferences } from "./kept-secrets.ts";
import { pathText } from "./path.ts";
import type { Change } from "./plan-changes.ts";
import type { Problem } from "./problem.ts";
import { documentVersion, readDocument } from "./read-document.ts";
import type { StoredSection } from "./stored-section.ts";

/** Which entry, and who asks. */
export interface EntryCall {
  section: string;
  id: string;
  caller: Caller;
  /** Only say what would change. */
  isPlan: boolean;
}

const noSection = refuse("config.not-found", "The configuration has no such section.");
const noEntry = refuse("config.not-found", "There is no such entry.");

/** The entries of a section as somebody would write them, in their order. */
export async function readEntries(tx: Tx, configuration: Configuration, name: string): Promise<ConfigurationEntryView[] | Refusal> {
  const stored = sectionNamed(configuration, name);
  if (!stored) return noSection;
  const { shape } = stored.section;
  const current = await readCurrent(tx, { ...configuration, sections: [stored] });
  const written = asWritten([stored.section], current.contents)[name];
  const formOf = (id: string) => (shape === "map" ? (written as Contents)[id] : written);
  return (current.entries[name] ?? []).map(({ id, isFromFile }) => ({ id, entry: formOf(id), isFromFile }));
}

export async function readEntry(tx: Tx, configuration: Configuration, name: string, id: string): Promise<ConfigurationEntryView | Refusal> {
  const entries = await readEntries(tx, configuration, name);
  return isRefusal(entries) ? entries : (entries.find((entry) => entry.id === id) ?? noEntry);
}

/** Makes or changes one entry, written as in the document. It is judged like a file; what a file brought stays the file's. */
export async function putEntry(tx: Tx, configuration: Configuration, call: EntryCall, form: unknown): Promise<Change[] | Refusal> {
  const opened = await openEntry(tx, configuration, call);
  if (isRefusal(opened)) return opened;
  const { stored, current, actor } = opened;
  const { name, shape } = stored.section;
  const there = contentOf(stored, current, call.id);
  const kept = keepReferences(form, there);
  const text = JSON.stringify({ muster: documentVersion, [name]: shape === "map" ? { [call.id]: kept } : kept });
  const sections = configuration.sections.map(({ section }) => section);
  const outcome = readDocument(text, { format: "json", sections, standing: { existing: namesIn(sections, current.contents), managed: {} } });
  if ("problems" in outcome) return refuseProblems(outcome.problems.map(withoutPlace));
  const read = (await markSecrets(tx, outcome.document))[name];
  const content = shape === "map" ? { ...(current.contents[name] as Contents), ...(read as Contents) } : read;
  return carryOutWish(tx, configuration, { call, current, actor, wish: { contents: { [name]: content }, leaving: {}, isFile: false, caller: call.caller } });
}

/** Deletes one entry that nothing refers to. */
export async function deleteEntry(tx: Tx, configuration: Configuration, call: EntryCall): Promise<Change[] | Refusal> {
  const opened = await openEntry(tx, configuration, call);
  if (isRefusal(opened)) return opened;
  const { stored, current, actor } = opened;
  const { name, shape, noun } = stored.section;
  if (shape !== "map") return refuse("config.always-there", `The ${noun} cannot be deleted, only changed.`);
  const content = current.contents[name] as Contents;
  if (!Object.hasOwn(content, call.id)) return noEntry;
  const rest = Object.fromEntries(Object.entries(content).filter(([id]) => id !== call.id));
  return carryOutWish(tx, configuration, { call, current, actor, wish: { contents: { [name]: rest }, leaving: { [name]: [call.id] }, isFile: false, caller: call.caller } });
}

interface OpenedEntry {
  stored: StoredSection;
  current: Current;
  actor: Actor;
}

async function openEntry(tx: Tx, configuration: Configuration, { section: name, id, caller, isPlan }: EntryCall): Promise<OpenedEntry | Refusal> {
  const stored = sectionNamed(configuration, name);
  if (!stored || (stored.section.shape !== "map" && id !== name)) return stored ? noEntry : noSection;
  const refused = whyNotChangeEntry(caller, stored.isForAdministrators === true);
  if (refused || !caller.actor) return refused ?? refuse("not-allowed", "Sign in to change the configuration.");
  await takeTime(tx);
  if (!isPlan) await lockConfiguration(tx);
  return { stored, current: await readCurrent(tx, configuration), actor: caller.actor };
}

interface WishedEntry {
  call: EntryCall;
  current: Current;
  actor: Actor;
  wish: Wish;
}

async function carryOutWish(tx: Tx, configuration: Configuration, { call, current, actor, wish }: WishedEntry): Promise<Change[] | Refusal> {
  const plan = await planWish(tx, configuration, current, wish);
  if (plan.findings.length > 0) return refuseProblems(problemsOf(plan, new Map()).map(withoutPlace));
  if (plan.orphans.length > 0) return refuseOrphans(plan.orphans);
  if (!call.isPlan) await carryOut(tx, configuration, { current, plan, actor, isFile: false });
  return plan.changes;
}

function refuseOrphans(orphans: readonly Orphan[]): Refusal {
  const things = [...new Set(orphans.map(({ thing }) => thing))].join(", ");
  const errors = orphans.map(({ path, referrer, thing }) => ({ path: pathText(path), message: `${capital(referrer)} refers to ${thing}.`, mend: "Change that first." }));
  return refuse("config.referenced", `This cannot be done yet, because ${things} would go. Still referred to by ${referrersIn(orphans)}.`, { errors });
}

function sectionNamed({ sections }: Configuration, name: string): StoredSection | undefined {
  return sections.find(({ section }) => section.name === name);
}

function contentOf({ section: { name, shape } }: StoredSection, { contents }: Current, id: string): unknown {
  const content = contents[name];
  if (shape !== "map") return content;
  return Object.hasOwn(content as Contents, id) ? (content as Contents)[id] : undefined;
}

/** One entry has no lines: what is wrong is found by its path. */
function withoutPlace({ path, message, mend }: Problem): Omit<Problem, "line" | "column"> {
  return { path, message, mend };
}
