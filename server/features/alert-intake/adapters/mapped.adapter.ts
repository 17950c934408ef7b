import { compileCondition, holds, isConditionFault } from "../../../platform/conditions/conditions.ts";
import { canonicalJson, type Json } from "../../../values/canonical-json.ts";
import type { Instant } from "../../../values/instant.ts";
import { cut } from "../../../values/text.ts";
import { guess, itemsOf, type Guessed } from "../guess.rules.ts";
import { payloadNames, type Mapping } from "../mapping.rules.ts";
import { severityBy, statusBy, type Ignored, type Preset, type Words } from "../preset.rules.ts";
import { webLinks, type Link, type Signal, type SignalStatus } from "../signal.rules.ts";
import type { Adapter } from "./adapted.adapter.ts";
import { membersOf, textOf } from "./members.adapter.ts";
import { createPicker, type Looked, type Picker, type Picks } from "./picking.adapter.ts";
import { longestDescription, longestTitle, readTime } from "./reading.adapter.ts";
import { unwrapped } from "./unwrapping.adapter.ts";

const mostItems = 1_000;
const commonWords: Words = { state: {}, severity: {} };

/** Reads any payload by mappings, the stronger first, and below them by a tool's preset; what none of them finds is guessed, so that all that arrives is seen. */
export function createMappedAdapter(mappings: readonly Mapping[], preset: Preset | null = null): Adapter {
  const picker = createPicker(mappings, preset && preset.mapping);
  const words = preset?.words ?? commonWords;
  const ignoredBy = createIgnoring(preset?.ignore ?? []);
  const guessFor = preset ? guessLastly : guess;
  return ({ payload, headers, newKey }) => {
    const all = thingsOf(picker, { body: unwrapped(payload), headers }, preset !== null);
    const signals: Signal[] = [];
    const ignored: Ignored[] = [];
    for (const item of all.slice(0, mostItems)) {
      const thing = { body: item, headers };
      const rule = ignoredBy(thing);
      if (rule) ignored.push(rule);
      else signals.push(readThing(picker(thing), guessFor(item), { item, words, newKey }));
    }
    const isTest = signals.length === 0 && ignored.length > 0 && ignored.every(({ test }) => test);
    return { signals, note: wordNote(all.length, ignored), ...(isTest ? { isTest } : {}) };
  };
}

/** The things that a body tells of: those that `each` picks, else the body itself, or what it plainly lists where no preset says otherwise. */
export function thingsOf(picker: Picker, looked: Looked, hasPreset: boolean): readonly unknown[] {
  return picker(looked).first("each", listAround) ?? (hasPreset ? listAround(looked.body) : itemsOf(looked.body));
}

function listAround(found: unknown): readonly unknown[] {
  return Array.isArray(found) ? found : [found];
}

function wordNote(count: number, ignored: readonly Ignored[]): string | null {
  const notes = new Set(ignored.map(({ note }) => note));
  if (count > mostItems) notes.add(`Only the first ${mostItems} of ${count} were read.`);
  if (count === 0) notes.add("Nothing was in it.");
  return notes.size === 0 ? null : [...notes].join(" ");
}

/** Finds the first of these that a thing is, if it is one. */
function createIgnoring(all: readonly Ignored[]): (thing: Looked) => Ignored | null {
  const compiled = all.flatMap((ignored) => {
    const condition = compileCondition(ignored.when, payloadNames);
    return isConditionFault(condition) ? [] : [{ ignored, condition }];
  });
  return ({ body, headers }) => {
    const found = compiled.find(({ condition }) => {
      const answer = holds(condition, { body, headers });
      return "holds" in answer && answer.holds;
    });
    return found?.ignored ?? null;
  };
}

/** Of a tool that is known only what every alert must have is guessed: a preset that gives no link or service does so because there is none. */
function guessLastly(item: unknown): Guessed {
  const guessed = guess(item);
  const { service: _service, ...labels } = guessed.labels;
  return { ...guessed, service: null, startedAt: null, links: [], description: null, labels };
}

function readThing({ first, all }: Picks, guessed: Guessed, { item, words, newKey }: { item: unknown; words: Words; newKey: string }): Signal {
  const title = first("title", textOf) ?? guessed.title ?? cut(canonicalJson(item as Json), 200);
  const service = first("service", textOf) ?? guessed.service;
  const status = first("state", (found) => statusBy(words, found)) ?? guessed.status ?? "firing";
  return {
    key: first("key", textOf) ?? guessed.key ?? (title || newKey),
    status,
    title: cut(title, longestTitle),
    severity: first("severity", (found) => severityBy(words, found)) ?? guessed.severity ?? "warning",
    labels: { ...guessed.labels, ...(service === null ? {} : { service }) },
    description: cut(first("description", textOf) ?? guessed.description ?? "", longestDescription) || null,
    links: linksOf(all("links"), guessed),
    ...timesOf(first("time", readTime), status, guessed),
  };
}

/** The picked time is that of the status: what fires began then. */
function timesOf(picked: Instant | null, status: SignalStatus, guessed: Guessed): { startedAt: Instant | null; at: Instant | null } {
  const isBeginning = status === "firing" || status === "suppressed";
  return { startedAt: isBeginning ? (picked ?? guessed.startedAt) : guessed.startedAt, at: picked ?? guessed.startedAt };
}

function linksOf(found: readonly unknown[], guessed: Guessed): Link[] {
  const picked = found.flat().map((one) => {
    const { text, href } = typeof one === "string" ? { text: null, href: one } : membersOf(one);
    return { text: textOf(text) ?? guessed.links.find((link) => link.href === href)?.text ?? null, href };
  });
  return webLinks([...picked, ...guessed.links]);
}
