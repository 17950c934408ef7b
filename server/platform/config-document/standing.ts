import type { Named } from "./marks.ts";
import type { Path } from "./path.ts";
import type { Finding } from "./problem.ts";
import { pathText } from "./path.ts";
import type { Reference, Space } from "./references.ts";
import { isMembers } from "./schema-parts.ts";
import type { AnySection } from "./section.ts";
import { visitInput } from "./visit-input.ts";
import { writtenEntry } from "./write-document.ts";

/** What is there before a document is applied. */
export interface Standing {
  /** Everything, as a document, with marks beside its secrets. */
  current: object;
  /** Ids, by section, that a file brought: absent from a section that the document holds, they go. */
  managed: Readonly<Record<string, readonly string[]>>;
}

/** What stays beside a document: the names it defines, and what it refers to. */
export interface Staying {
  defined: Named[];
  references: Reference[];
}

/** Everything that a written document leaves as it is. */
export function stayingBeside(written: Readonly<Record<string, unknown>>, sections: readonly AnySection[], { current, managed }: Standing): Staying {
  const staying: Staying = { defined: [], references: [] };
  for (const section of sections) {
    const content = (current as Readonly<Record<string, unknown>>)[section.name];
    if (content === undefined) continue;
    for (const [path, entry] of entriesOf(section, content)) {
      if (isLeftAlone(path, written, managed)) note(staying, section, entry, path);
    }
  }
  return staying;
}

function entriesOf({ name, shape }: AnySection, content: unknown): [Path, unknown][] {
  if (shape === "map") return Object.entries(content as Record<string, unknown>).map(([id, entry]) => [[name, id], entry]);
  return shape === "list" ? (content as unknown[]).map((item, place) => [[name, place], item]) : [[[name], content]];
}

function isLeftAlone([name = "", id]: Path, written: Readonly<Record<string, unknown>>, managed: Standing["managed"]): boolean {
  if (!Object.hasOwn(written, name)) return true;
  const section = written[name];
  return typeof id === "string" && isMembers(section) && !Object.hasOwn(section, id) && !managed[name]?.includes(id);
}

function note(staying: Staying, section: AnySection, entry: unknown, path: Path): void {
  const [name, id] = path;
  if (typeof name === "string" && typeof id === "string") staying.defined.push({ space: name, id });
  const visitor = {
    refers: (named: Named, at: Path, isName: boolean) => void staying.references.push({ ...named, path: at, isName }),
    defines: (named: Named) => void staying.defined.push(named),
    unknown: () => undefined,
    misplaced: () => undefined,
  };
  visitInput(visitor, section.schema, writtenEntry(section, entry), path);
}

/** What stays and would lose something that it needs: told where the document takes it away. */
export function strandedReferences(references: readonly Reference[], spaces: ReadonlyMap<string, Space>): Finding[] {
  return references.flatMap(({ space: name, id, path }) => {
    const space = spaces.get(name);
    if (!space || space.ids.has(id)) return [];
    const message = `The ${space.noun} \`${id}\` would go, and ${pathText(path)}, which stays, needs it.`;
    return [{ path: [space.section], isName: true, message, mend: `Keep \`${id}\`, or change ${pathText(path)} first.` }];
  });
}
