import type { Instant } from "../../values/instant.ts";
import { cut } from "../../values/text.ts";
import { labelsAmong } from "./guess-details.rules.ts";
import { thingsIn, withEnvelope } from "./guess-items.rules.ts";
import type { Leaf } from "./guess-leaves.rules.ts";
import { expressionTo, mappingOf } from "./guess-mapping.rules.ts";
import { readThing, type Reading } from "./guess-reading.rules.ts";
import type { Mapping } from "./mapping.rules.ts";
import type { Link, Severity, SignalStatus } from "./signal.rules.ts";

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

const nameless = "An alert without a name";

/** The things that one body tells of: the members of its list, else the body itself. What stood around the list is held under `envelope`. */
export function itemsOf(body: unknown): readonly unknown[] {
  const things = thingsIn(body);
  return things === null ? [body] : things.members.map((member) => withEnvelope(member, things.envelope));
}

/** Reads one thing of a payload by what its members are called and look like. */
export function guess(item: unknown): Guessed {
  const { leaves, title, status, severity, key, service, beginning, links, description } = readThing(item);
  return {
    title: title?.text ?? membersAsText(leaves),
    status: status?.status ?? null,
    severity: severity?.severity ?? null,
    key: key?.text ?? null,
    service: service === null ? null : String(service.value).trim(),
    startedAt: beginning?.at ?? null,
    links: links.map(({ link }) => link),
    description: description?.text ?? null,
    labels: labelsAmong(leaves),
  };
}

function membersAsText(leaves: readonly Leaf[]): string {
  const told = leaves.filter(({ value, name }) => value !== null && name.trim() !== "").slice(0, 5);
  return told.length === 0 ? nameless : cut(told.map(({ name, value }) => `${name}: ${String(value).slice(0, 200)}`).join(", "), 200);
}

/** The expressions that pick what `guess` found, to be corrected by a person. */
export function proposeMapping(body: unknown): Mapping {
  const things = thingsIn(body);
  const reading = readThing(itemsOf(body)[0]);
  const each = things?.path && things.path.length > 0 && !usesEnvelope(reading) ? expressionTo(things.path) : null;
  return each === null ? mappingOf(reading) : { each, ...mappingOf(readThing(things?.members[0])) };
}

function usesEnvelope({ title, status, severity, key, service }: Reading): boolean {
  return key?.isOuter === true || [title?.leaf, status?.leaf, severity?.leaf, service].some((leaf) => leaf?.holder.isOuter === true);
}
