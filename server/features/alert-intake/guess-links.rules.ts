import type { Leaf } from "./guess-leaves.rules.ts";
import { worthOfPlace, type PlaceWorth } from "./guess-place.rules.ts";
import { kindOf, worths } from "./guess-words.rules.ts";
import { webLinks, type Link } from "./signal.rules.ts";

/** A web address, and the member it was taken from. */
export interface Linked {
  link: Link;
  leaf: Leaf;
}

const place: PlaceWorth = { strange: -2.5, past: -50, outer: -1, depth: -0.3, list: -0.5, later: -1, pair: 0, kinds: {} };
const names = worths({ permalink: 7, link: 6, runbook: 6, playbook: 6, dashboard: 6, url: 5, href: 5, web: 5, click: 5, graph: 5, uri: 4, detail: 4, html: 3, document: 2, action: 2 });
const noLink = /^(?:avatar|icon|logo|image|img|thumbnail|favicon|gravatar|self|callback|acknowledge|ack|api|unsubscribe|schema|context|type|screenshot|snapshot)$/;
const mostLinks = 10;

/** The web addresses that lead on, what leads to the alert itself first. */
export function linksAmong(leaves: readonly Leaf[]): Linked[] {
  const found = leaves.flatMap((leaf) => {
    const score = worthOfLink(leaf);
    return score > 0 ? webLinks([{ text: textOf(leaf), href: String(leaf.value).trim() }]).map((link) => ({ leaf, score, link })) : [];
  });
  found.sort((one, other) => other.score - one.score);
  const kept = new Set(webLinks(found.map(({ link }) => link)).slice(0, mostLinks).map(({ href }) => href));
  return found.filter(({ link }) => kept.delete(link.href));
}

function worthOfLink(leaf: Leaf): number {
  const { words, holder, value } = leaf;
  if (typeof value !== "string" || !/^\s*https?:\/\//i.test(value) || holder.lists > 2) return 0;
  if (words.some((word) => noLink.test(word)) || /\.(?:png|jpe?g|gif|svg|ico)(?:$|\?)/i.test(value)) return 0;
  const isOwn = holder.kind === "subject" || words.some((word) => kindOf(word) === "subject");
  return Math.max(1, ...words.map((word) => names.get(word) ?? 0)) + Number(isOwn) * 3 + worthOfPlace(leaf, place);
}

const plain = new Set(["url", "link", "href", "uri", "html", "web", "permalink", "self", "s", "to", "full", "title", "click"]);

function textOf({ words, holder }: Leaf): string | null {
  const own = words.filter(isTelling);
  const text = (own.length > 0 ? own : holder.words.filter(isTelling).slice(-2)).join(" ").slice(0, 60);
  return text === "" ? null : text.replace(/^./u, (first) => first.toUpperCase());
}

function isTelling(word: string): boolean {
  return !plain.has(word) && kindOf(word) !== "envelope";
}
