import type { Instant } from "../../values/instant.ts";
import type { ConcernedGroups, Subject } from "../../values/subject.ts";

/** How a person can be reached. */
export type Channel = "mail" | "sms" | "voice" | "ntfy" | "push" | "webhook";

/** What makes a page unique: nobody is paged twice for one key. */
export interface PageKey {
  subject: Subject;
  pass: number;
  step: number;
  personId: string;
  contactId: string;
}

export type HoldReason = "contact.no-provider" | "contact.unverified" | "person.unknown";
export type WithdrawReason = "ack.another-page" | "ack.elsewhere" | "group.resolved" | "incident.ended" | "call.not-needed";
export type PageAnswer = "have" | "cannot";

export type PageFact =
  /** Somebody is to be reached by one of their means, at a time. */
  | { type: "page opened"; data: ConcernedGroups & PageKey & { channel: Channel; via: string; urgency: "high" | "low"; dueAt: Instant } }
  /** This means cannot be used; where the person has a later one that can, that moved up. */
  | { type: "page held back"; data: ConcernedGroups & PageKey & { channel: Channel | null; via: string; reason: HoldReason; movesUp?: boolean } }
  /** A provider took the page. */
  | { type: "page handed over"; data: ConcernedGroups & { attempt: number; claimedAt: Instant; providerId: string } }
  /** A provider did not take the page; it is tried again unless `againAt` is null. */
  | { type: "page attempt failed"; data: ConcernedGroups & { attempt: number; claimedAt: Instant; error: string; againAt: Instant | null } }
  /** The person answered this page. */
  | { type: "page answered"; data: ConcernedGroups & { answer: PageAnswer } }
  /** What it is about goes on as another subject, such as a call of an incident; its link and its id stay, and so does all that was done. */
  | { type: "page moved"; data: ConcernedGroups & { subject: Subject; pass: number } }
  /** The page no longer applies: nothing more is sent for it, and its link only shows. */
  | { type: "page withdrawn"; data: ConcernedGroups & { reason: WithdrawReason; answeredBy: string | null } };
