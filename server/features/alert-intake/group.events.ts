import type { Urgency } from "../../values/subject.ts";

export type GroupFact =
  /** The first alerts of a group came. */
  | { type: "group opened"; data: { serviceId: string | null; urgency: Urgency; alertIds: string[] } }
  /** More alerts joined, or one that had ended fires again. */
  | { type: "group grew"; data: { alertIds: string[]; urgency: Urgency; isReopened: boolean; isAcknowledged: boolean } }
  /** Every alert of the group that fires was acknowledged, one by one or by its own tool. */
  | { type: "group acknowledged"; data: { personId: string | null } }
  /** All alerts of the group ended. */
  | { type: "group resolved"; data: Record<string, never> };
