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
/** Why a provider's word that a page arrived is missing: it did not come in time, or the provider said that it did not arrive. */
export type MissingReceipt = "late" | "undelivered";
/** Why a person's next means is used before its time. */
export type ForwardReason = "attempt.failed" | "receipt.missing" | "spend.cap";

export type PageFact =
  /** Somebody is to be reached by one of their means, at a time. */
  | { type: "page opened"; data: ConcernedGroups & PageKey & { channel: Channel; via: string; urgency: "high" | "low"; dueAt: Instant } }
  /** This means cannot be used; where the person has a later one that can, that moved up. */
  | { type: "page held back"; data: ConcernedGroups & PageKey & { channel: Channel | null; via: string; reason: HoldReason; movesUp?: boolean } }
  /** A provider took the page; `carrierId` is the page whose message told of this one too. */
  | { type: "page handed over"; data: ConcernedGroups & { attempt: number; claimedAt: Instant; providerId: string; provider?: string; isToBeConfirmed?: boolean; carrierId?: string } }
  /** The provider told that it arrived. */
  | { type: "page arrived"; data: ConcernedGroups }
  /** Nobody knows whether it arrived, or the provider told that it did not. */
  | { type: "page not confirmed"; data: ConcernedGroups & { reason: MissingReceipt; words: string } }
  /** It is due before its time, since another means of the person did not get through. */
  | { type: "page brought forward"; data: ConcernedGroups & { dueAt: Instant; because: ForwardReason } }
  /** It is not sent, since the day's messages of its channel are spent and somebody was reached about its subject already. */
  | { type: "page spared"; data: ConcernedGroups }
  /** A provider did not take the page; it is tried again unless `againAt` is null. */
  | { type: "page attempt failed"; data: ConcernedGroups & { attempt: number; claimedAt: Instant; error: string; againAt: Instant | null } }
  /** The person answered this page. */
  | { type: "page answered"; data: ConcernedGroups & { answer: PageAnswer } }
  /** What it is about goes on as another subject, such as a call of an incident; its link and its id stay, and so does all that was done. */
  | { type: "page moved"; data: ConcernedGroups & { subject: Subject; pass: number } }
  /** The page no longer applies: nothing more is sent for it, and its link only shows. */
  | { type: "page withdrawn"; data: ConcernedGroups & { reason: WithdrawReason; answeredBy: string | null } };
