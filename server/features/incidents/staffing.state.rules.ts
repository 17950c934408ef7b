import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import type { Area, OwedPassed } from "./staffing.events.ts";

/** A duty of a role that somebody settled; what nobody settled is open. */
export interface SettledDuty {
  role: string;
  place: number;
  /** Of a role that several hold each has their own. */
  holderId: string | null;
  status: "done" | "dropped";
}

export interface Workstream {
  workstreamId: string;
  area: Area | null;
  name: ContentReference | null;
  leadId: string;
  /** Since when the lead leads it. */
  since: Instant;
  everyMilliseconds: number | null;
  openedAt: Instant;
  closedAt: Instant | null;
  /** When the lead last wrote a note in it. */
  toldAt: Instant | null;
}

/** A hand-over that is agreed for a time ahead. */
export interface PlannedHandover {
  planId: string;
  role: string;
  toPersonId: string;
  passesAt: Instant;
}

/** Absent in what an earlier Muster kept. */
export interface Staffing {
  duties?: readonly SettledDuty[];
  deputies?: readonly { role: string; personId: string }[];
  passed?: readonly (OwedPassed & { at: Instant })[];
  workstreams?: readonly Workstream[];
  plannedHandovers?: readonly PlannedHandover[];
}
