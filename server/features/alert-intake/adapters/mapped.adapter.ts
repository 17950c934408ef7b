import { canonicalJson, type Json } from "../../../values/canonical-json.ts";
import { cut } from "../../../values/text.ts";
import { guess, itemsOf, type Guessed } from "../guess.rules.ts";
import { createPicker, type MappedMember, type Mapping } from "../mapping.rules.ts";
import { severityOf, statusIn, webLinks, type Link, type Signal } from "../signal.rules.ts";
import type { Adapter, Arrival } from "./adapted.adapter.ts";
import { longestDescription, longestTitle, readTime } from "./reading.adapter.ts";

const mostItems = 1_000;

/** Reads any payload by mappings, the stronger first; what none of them finds is guessed, so that all that arrives is seen. */
export function createMappedAdapter(mappings: readonly Mapping[]): Adapter {
  const pick = createPicker(mappings);
  return (arrival) => {
    const each = pick("each", arrival.payload, arrival.headers);
    const all = Array.isArray(each) ? each : each === undefined ? itemsOf(arrival.payload) : [each];
    const items = all.slice(0, mostItems);
    return {
      signals: items.map((item) => readItem(item, arrival, (member) => pick(member, item, arrival.headers))),
      note: all.length > items.length ? `Only the first ${mostItems} of ${all.length} were read.` : null,
    };
  };
}

function readItem(item: unknown, { newKey }: Arrival, pick: (member: MappedMember) => unknown): Signal {
  const guessed = guess(item);
  const title = textOf(pick("title")) ?? guessed.title ?? nameless(item);
  const service = textOf(pick("service")) ?? guessed.service;
  const severity = pick("severity");
  const startedAt = readTime(pick("time")) ?? guessed.startedAt;
  return {
    key: textOf(pick("key")) ?? guessed.key ?? (title || newKey),
    status: statusIn(pick("state")) ?? guessed.status ?? "firing",
    title: cut(title, longestTitle),
    severity: severity === undefined ? (guessed.severity ?? "warning") : severityOf(severity),
    labels: { ...guessed.labels, ...(service === null ? {} : { service }) },
    description: cut(textOf(pick("description")) ?? guessed.description ?? "", longestDescription) || null,
    links: linksOf(pick("links"), guessed),
    startedAt,
    at: startedAt,
  };
}

function nameless(item: unknown): string {
  return cut(canonicalJson(item as Json), 200);
}

function textOf(value: unknown): string | null {
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function linksOf(value: unknown, guessed: Guessed): Link[] {
  const picked = (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => {
    if (typeof one === "string") return [{ text: "Link", href: one }];
    const { text, href } = (typeof one === "object" && one !== null ? one : {}) as { text?: unknown; href?: unknown };
    return [{ text: textOf(text) ?? "Link", href }];
  });
  return webLinks([...picked, ...guessed.links]);
}
