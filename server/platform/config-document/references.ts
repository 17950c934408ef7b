import { nearest } from "../schemas/nearest.ts";
import type { Named } from "./marks.ts";
import type { Path } from "./path.ts";
import type { Finding } from "./problem.ts";
import type { AnySection } from "./section.ts";

export interface Reference extends Named {
  path: Path;
  isName: boolean;
}

/** One space of names: what it holds once the document is applied. */
export interface Space {
  noun: string;
  /** The section that the names are written in. */
  section: string;
  ids: ReadonlySet<string>;
}

/** The spaces of names that those sections define. */
export function spacesOf(sections: readonly AnySection[], defined: readonly Named[]): Map<string, Space> {
  const spaces = sections.flatMap((section) => Object.entries(nounsOf(section)).map(([name, noun]) => ({ name, noun, section: section.name })));
  return new Map(spaces.map(({ name, noun, section }) => [name, { noun, section, ids: new Set(defined.filter(({ space }) => space === name).map(({ id }) => id)) }]));
}

function nounsOf(section: AnySection): Record<string, string> {
  return { ...(section.shape === "map" ? { [section.name]: section.noun } : {}), ...section.defines };
}

/** References to what will not be there. A space that nobody knows is not judged. */
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
