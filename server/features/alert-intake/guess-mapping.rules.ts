import { pathOf, type Leaf } from "./guess-leaves.rules.ts";
import type { Reading } from "./guess-reading.rules.ts";
import { isZoned } from "./guess-times.rules.ts";
import type { Titled } from "./guess-title.rules.ts";
import type { Mapping } from "./mapping.rules.ts";
import { severityIn, statusIn } from "./signal.rules.ts";

const longestExpression = 1_000;
const mostLinks = 3;
/** Names that CEL keeps to itself (language definition, Syntax). */
const kept = new Set("true false null in as break const continue else for function if import let loop package namespace return var void while".split(" "));

function expressionOf(leaf: Leaf): string | null {
  return leaf.isReachable ? expressionTo(pathOf(leaf)) : null;
}

/** The expression for a place in a body. */
export function expressionTo(path: readonly (string | number)[]): string | null {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : /^[A-Za-z_]\w*$/.test(step) && !kept.has(step) ? `.${step}` : `[${JSON.stringify(step)}]`));
  const text = `body${steps.join("")}`;
  return text.length > longestExpression || path.length > 20 ? null : text;
}

/** The expressions that pick what was read out of a thing; none where picking would say something else than reading did. */
export function mappingOf({ title, status, severity, key, service, beginning, links, description }: Reading): Mapping {
  return withoutNothing({
    title: asTitle(title),
    state: status?.isPlain && [null, status.status].includes(statusIn(status.leaf.value)) ? expressionOf(status.leaf) : null,
    severity: severity !== null && severityIn(severity.leaf.value) === severity.severity ? expressionOf(severity.leaf) : null,
    key: joined(key?.leaves ?? []),
    service: service && expressionOf(service),
    time: beginning !== null && isZoned(beginning.leaf.value) ? expressionOf(beginning.leaf) : null,
    links: linksOf(links),
    description: asWhole(description),
  });
}

function asTitle(title: Titled | null): string | null {
  if (title?.kind === undefined) return asWhole(title);
  const parts = [title.kind, title.leaf].map(expressionOf);
  return parts.includes(null) || title.text !== [title.kind, title.leaf].map(({ value }) => String(value)).join(": ") ? null : parts.join(' + ": " + ');
}

function asWhole(titled: Titled | null): string | null {
  return titled !== null && titled.text === String(titled.leaf.value).trim() ? expressionOf(titled.leaf) : null;
}

function withoutNothing(all: Readonly<Record<string, string | readonly string[] | null>>): Mapping {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value.length > 0));
}

function joined(leaves: readonly Leaf[]): string | null {
  const parts = leaves.map((leaf) => [expressionOf(leaf), typeof leaf.value] as const);
  if (parts.length === 0 || parts.some(([text]) => text === null)) return null;
  return parts.length === 1 ? parts[0]![0] : parts.map(([text, kind]) => (kind === "string" ? text : `string(${text})`)).join(' + "/" + ');
}

function linksOf(links: Reading["links"]): string[] {
  return links.slice(0, mostLinks).flatMap(({ leaf }) => expressionOf(leaf) ?? []);
}
