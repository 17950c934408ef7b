import type { ContentReference } from "../../values/content-reference.ts";
import type { Urgency } from "../../values/subject.ts";

/** The class of the incident that a route declares, as far as the route sets it. */
export interface DeclaredClass {
  severity: string | null;
  priority: string | null;
}

export type GroupFact =
  /** The first alerts of a group came. */
  | { type: "group opened"; data: { serviceId: string | null; urgency: Urgency; alertIds: string[]; declare?: DeclaredClass } }
  /** More alerts joined, or one that had ended fires again; told at most once a second where nobody needs to do anything about it. */
  | { type: "group grew"; data: { urgency: Urgency; isReopened: boolean; isAcknowledged: boolean; declare?: DeclaredClass } }
  /** Every alert of the group that fires was acknowledged, one by one or by its own tool. */
  | { type: "group acknowledged"; data: { personId: string | null } }
  /** By the process it looks like an incident, and there is none: whoever has it is asked whether to declare one. */
  | { type: "declaring asked"; data: { because: string[]; people: string[] } }
  /** Somebody said that it is no incident, and why. */
  | { type: "declaring declined"; data: { reason: ContentReference } }
  /** All alerts of the group ended. */
  | { type: "group resolved"; data: Record<string, never> };
