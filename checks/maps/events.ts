import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import ts from "typescript";
import { generatedFrom, markdownTable, type GeneratedMap } from "../part.ts";

export interface DescribedEvent {
  type: string;
  /** The first sentence of its doc comment; empty where it has none. */
  sentence: string;
}

/** Every event type of the log with the sentence that stands at its declaration. */
export const eventsMap: GeneratedMap = {
  file: "docs/generated/events.md",
  source: "server/features/**/*.events.ts",
  async text(root) {
    const files = await eventFiles(root);
    if (files.length === 0) return null;
    const sections = await Promise.all(files.map((file) => asSection(root, file)));
    return `# Events\n\n${generatedFrom("every `*.events.ts`")}\n${sections.join("")}`;
  },
};

async function eventFiles(root: string): Promise<string[]> {
  const features = join(root, "server/features");
  const names = existsSync(features) ? await readdir(features, { recursive: true }) : [];
  return names.filter((name) => name.endsWith(".events.ts")).sort().map((name) => join(features, name));
}

async function asSection(root: string, file: string): Promise<string> {
  const path = relative(root, file);
  const events = eventsIn(await readFile(file, "utf8"));
  const mute = events.filter(({ sentence }) => sentence === "").map(({ type }) => type);
  if (events.length === 0) throw new Error(`${path} declares no event: each is an object type whose \`type\` is a literal text`);
  if (mute.length > 0) throw new Error(`${path}: give each of these events a doc comment of one sentence: ${mute.join(", ")}`);
  const rows = events.map(({ type, sentence }) => [`\`${type}\``, sentence]);
  return `\n## ${path.slice("server/features/".length)}\n\n${markdownTable(["event", "what it says"], rows)}\n`;
}

/** The events that a source text declares: interfaces, types or members of a union with a literal `type`. */
export function eventsIn(text: string): DescribedEvent[] {
  const source = ts.createSourceFile("events.ts", text, ts.ScriptTarget.Latest, true);
  const events = source.statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement)) return described(statement.members, statement);
    return ts.isTypeAliasDeclaration(statement) ? eventsOfType(statement.type, statement) : [];
  });
  return [...new Map(events.reverse().map((event) => [event.type, event])).values()].reverse();
}

function eventsOfType(type: ts.TypeNode, holder: ts.Node): DescribedEvent[] {
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((member) => eventsOfType(member, member));
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap((member) => eventsOfType(member, holder));
  if (ts.isParenthesizedTypeNode(type)) return eventsOfType(type.type, holder);
  return ts.isTypeLiteralNode(type) ? described(type.members, holder) : [];
}

function described(members: ts.NodeArray<ts.TypeElement>, holder: ts.Node): DescribedEvent[] {
  const literals = members.filter(ts.isPropertySignature).filter((member) => member.name.getText() === "type");
  const types = literals.flatMap(({ type }) => (type && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : []));
  return types.map((type) => ({ type, sentence: sentenceBefore(holder) }));
}

/** The doc comment that stands before a declaration, or before the bar of a union's member. */
function sentenceBefore(node: ts.Node): string {
  const text = node.getSourceFile().text;
  const before = text.slice(0, node.getStart()).trimEnd().replace(/\|$/, "").trimEnd();
  const opening = before.lastIndexOf("/**");
  if (!before.endsWith("*/") || opening < 0) return "";
  const words = before.slice(opening + 3, -2).replace(/^\s*\*/gm, " ").replace(/\s+/g, " ").trim();
  return /^.*?[.!?](?=\s|$)/.exec(words)?.[0] ?? words;
}
