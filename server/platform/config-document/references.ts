import { nearest } from "../schemas/nearest.ts";
import type { Named } from "./marks.ts";
import type { Path } from "./path.ts";
import type { Finding } from "./problem.ts";
import type { AnySection } from "./section.ts";

/** What is there besides the document: names by their space, and which of them a file brought. */
export interface Standing {
  existing: Readonly<Record<string, readonly string[]>>;
  /** Ids, by section, that a file brought: absent from a section that the document holds, they go. */
  managed: Readonly<Record<string, readonly string[]>>;
}

export interface Reference extends Named {
  path: Path;
  isName: boolean;
}

/** One space of names: what it holds once the document is applied. */
export interface Space {
  noun: string;
  ids: ReadonlySet<string>;
}

/**
 * The spaces of names as they will be. A space is left out where nobody can tell what it holds: its section is not in the
 * document, and nobody said what is there already.
 */
export function spacesAfter(
  sections: readonly AnySection[],
  written: Readonly<Record<string, unknown>>,
  defined: readonly Named[],
  standing: Standing | undefined,
): Map<string, Space> {
  const spaces = new Map<string, Space>();
  for (const section of sections) {
    const isWritten = Object.hasOwn(written, section.name);
    for (const [space, noun] of Object.entries(nounsOf(section))) {
      const remaining = remainingIds(space, isWritten, section, standing);
      const own = defined.filter((named) => named.space === space).map(({ id }) => id);
      if (isWritten || remaining) spaces.set(space, { noun, ids: new Set([...own, ...(remaining ?? [])]) });
    }
  }
  return spaces;
}

function nounsOf(section: AnySection): Record<string, string> {
  return { ...(section.shape === "map" ? { [section.name]: section.noun } : {}), ...section.defines };
}

function remainingIds(space: string, isWritten: boolean, section: AnySection, standing: Standing | undefined): readonly string[] | undefined {
  const existing = standing?.existing[space];
  if (!isWritten) return existing;
  if (section.shape !== "map" || space !== section.name) return [];
  const going = new Set(standing?.managed[space]);
  return existing?.filter((id) => !going.has(id));
}

/** References to what will not be there. */
export function danglingReferences(references: readonly Reference[], spaces: ReadonlyMap<string, Space>): Finding[] {
  return references.flatMap(({ space: name, id, path, isName }) => {
    const space = spaces.get(name);
    return !space || space.ids.has(id) ? [] : [{ path, isName, message: `There is no ${space.noun} \`${id}\`.`, mend: mendReference(id, name, space) }];
  });
}

function mendReference(id: string, name: string, { noun, ids }: Space): string {
  const guess = nearest(id, ids);
  if (guess) return `Did you mean \`${guess}\`?`;
  return ids.size === 0 ? `Write a ${noun} of that name under \`${name}\`.` : `Name one that is there (${someOf(ids)}), or write it under \`${name}\`.`;
}

function someOf(ids: ReadonlySet<string>): string {
  const few = [...ids].slice(0, 8).join(", ");
  return ids.size > 8 ? `${few}, …` : few;
}
