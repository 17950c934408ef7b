import { canonicalJson } from "../../values/canonical-json.ts";
import type { Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import type { Mapping } from "./mapping.rules.ts";
import { statusOf, type Link, type Severity, type SignalStatus } from "./signal.rules.ts";

/** What a payload that nobody described seems to say; null where nothing in it says so. */
export interface Guessed {
  title: string | null;
  status: SignalStatus | null;
  severity: Severity | null;
  key: string | null;
  service: string | null;
  startedAt: Instant | null;
  links: readonly Link[];
  description: string | null;
  labels: Readonly<Record<string, string>>;
}

/** The things that one body tells of: the members of its list, else the body itself. */
export function itemsOf(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : [body];
}

/** Reads one thing of a payload by what its members are called and look like. */
export function guess(item: unknown): Guessed {
  const members = typeof item === "object" && item !== null ? (item as Record<string, unknown>) : {};
  const title = typeof item === "string" ? item : [members["title"], members["message"], members["name"]].find((text) => typeof text === "string");
  return { title: typeof title === "string" ? title : cut(canonicalJson(item as never), 200), status: statusOf(members["status"]), severity: null, key: null, service: null, startedAt: null, links: [], description: null, labels: {} };
}

/** The expressions that pick what `guess` found, to be corrected by a person. */
export function proposeMapping(_body: unknown): Mapping {
  return {};
}
