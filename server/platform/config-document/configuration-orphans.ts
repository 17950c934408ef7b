import { asWritten, namesIn, type Contents } from "./configuration.ts";
import type { Path } from "./path.ts";
import type { Finding } from "./problem.ts";
import { readSection } from "./read-section.ts";
import { spacesAfter, type Reference } from "./references.ts";
import type { AnySection } from "./section.ts";

/** A reference to something that would no longer be there. */
export interface Orphan {
  path: Path;
  /** Who refers: “the team `web`”. */
  referrer: string;
  /** To what: “the person `ben`”. */
  thing: string;
  /** The section that what goes belongs to. */
  section: string;
  /** The space that its name is in. */
  space: string;
}

/** References that lead nowhere in the configuration as it would be. */
export function findOrphans(sections: readonly AnySection[], contents: Contents): Orphan[] {
  const written = asWritten(sections, contents);
  const present = sections.filter(({ name }) => Object.hasOwn(written, name));
  const readings = present.map((section) => readSection(section, written[section.name]));
  const defined = readings.flatMap((reading) => reading.defined);
  const spaces = spacesAfter(sections, written, defined, { existing: namesIn(sections, {}), managed: {} });
  const dangling = readings.flatMap((reading) => reading.references).filter(({ space, id }) => spaces.get(space)?.ids.has(id) === false);
  return dangling.map((reference) => asOrphan(sections, reference, spaces.get(reference.space)?.noun ?? ""));
}

function asOrphan(sections: readonly AnySection[], { path, space, id }: Reference, noun: string): Orphan {
  const home = sections.find((section) => section.name === space || Object.hasOwn(section.defines ?? {}, space));
  return { path, referrer: subjectOf(sections, path), thing: `the ${noun} \`${id}\``, section: home?.name ?? space, space };
}

function subjectOf(sections: readonly AnySection[], [name, id]: Path): string {
  const section = sections.find((one) => one.name === name);
  return section?.shape === "map" ? `the ${section.noun} \`${String(id)}\`` : `the ${section?.noun ?? String(name)}`;
}

/** The same in a document that is to be applied: it stands where the section is that lacks what goes. */
export function findingOf({ section, referrer, thing }: Orphan): Finding {
  const what = `${capital(thing)} would go, and ${referrer} refers to it.`;
  return { path: [section], isName: true, message: what, mend: "Keep it, or change what refers to it too." };
}

/** Everything that refers, once each, as a list in a sentence. */
export function referrersIn(orphans: readonly Orphan[]): string {
  const names = [...new Set(orphans.map(({ referrer }) => referrer))];
  const last = names.pop() ?? "";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
