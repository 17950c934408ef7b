import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";

/** Why there is one: what the process asks for, or a person who wished for it. */
export type BeginReason = "severity" | "priority" | "data-loss" | "person";

export type FollowUpStatus = "open" | "done" | "dropped";

export type RetrospectiveFact =
  /** People begin to look back at an incident. */
  | { type: "retrospective begun"; data: { incidentId: string; because: BeginReason; ownerId: string | null; dueAt: Instant } }
  /** The text of a section was saved; versions are counted from 1. */
  | { type: "section saved"; data: { section: string; version: number; text: ContentReference } }
  /** Others are to read it before it is approved. */
  | { type: "review begun"; data: Record<string, never> }
  /** It is written on: somebody took it back, or the incident was not over. */
  | { type: "draft resumed"; data: { because: "person" | "incident-reopened" } }
  /** Somebody who did not command stands for it. */
  | { type: "retrospective approved"; data: { approverId: string } }
  /** It went to those who learn from it. */
  | { type: "retrospective shared"; data: Record<string, never> }
  /** There is something to do because of what was learned. */
  | { type: "follow-up added"; data: { followUpId: string; text: ContentReference; driverId: string | null; dueAt: Instant | null; reviewAt: Instant } }
  /** A follow-up has other words, another driver or other dates. */
  | { type: "follow-up changed"; data: { followUpId: string; text: ContentReference; driverId: string | null; dueAt: Instant | null; reviewAt: Instant } }
  /** A follow-up was done, dropped, or taken up again. */
  | { type: "follow-up settled"; data: { followUpId: string; status: FollowUpStatus } };
