import { beginningAmong, serviceAmong } from "./guess-details.rules.ts";
import { keyAmong, type Keyed } from "./guess-key.rules.ts";
import { leavesOf, type Leaf } from "./guess-leaves.rules.ts";
import { linksAmong, type Linked } from "./guess-links.rules.ts";
import { severityAmong, type Weighed } from "./guess-severity.rules.ts";
import { statusAmong, type Told } from "./guess-status.rules.ts";
import { descriptionAmong, titleAmong, type Titled } from "./guess-title.rules.ts";

/** What was read out of a thing, and by which of its members. */
export interface Reading {
  leaves: readonly Leaf[];
  title: Titled | null;
  status: Told | null;
  severity: Weighed | null;
  key: Keyed | null;
  service: Leaf | null;
  beginning: ReturnType<typeof beginningAmong>;
  links: readonly Linked[];
  description: Titled | null;
}

/** Reads a thing by what its members are called and hold. */
export function readThing(thing: unknown): Reading {
  const leaves = leavesOf(thing);
  const title = titleAmong(leaves);
  return {
    leaves,
    title,
    status: statusAmong(leaves, title?.leaf ?? null),
    severity: severityAmong(leaves, title?.leaf ?? null),
    key: keyAmong(leaves, title),
    service: serviceAmong(leaves),
    beginning: beginningAmong(leaves),
    links: linksAmong(leaves),
    description: descriptionAmong(leaves, title),
  };
}
