import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import type { GroundKind, GroundMark, Impact, Milestone } from "./incident-words.rules.ts";

/** How an incident came about. */
export type Origin = "person" | "token" | "route" | "report";

/** Why somebody holds a role. */
export type HolderReason = "declared" | "first-paged" | "acknowledged" | "on-call" | "team-manager" | "administrator" | "nobody-else" | "taken" | "assigned" | "accepted";

/** Why people are called, where that is not the class or a policy. */
export type CalledBecause =
  /** Somebody took the next step of the policy before its time. */
  | { kind: "next-step" }
  /** Somebody asks experts of the services. */
  | { kind: "experts" }
  /** No expert was in by the time that the process gives at this severity. */
  | { kind: "no-expert"; severity: string; after: string };

/** What became of a call on the way: one more has it, whoever has it is asked whether they still do, still does, or does not say so. */
export type CallNews = "counted" | "asked" | "confirmed" | "silent";

/** Who commands at the beginning. */
export interface FirstCommander {
  personId: string;
  isProvisional: boolean;
  because: HolderReason;
}

export interface Class {
  severity: string | null;
  priority: string | null;
}

export type EvidenceKind = "picture" | "log" | "link" | "file";

export type IncidentFact =
  /** People begin to coordinate. */
  | {
      type: "incident declared";
      data: Class & {
        number: number;
        title: ContentReference;
        origin: Origin;
        serviceIds: string[];
        groupIds: string[];
        processVersion: number | null;
        commanderRole: string;
        commander: FirstCommander;
        /** The first alert's own time, or that of the report; null where a person declared before either. */
        detectedAt: Instant | null;
        isDrill: boolean;
      };
    }
  /** It got another title. */
  | { type: "title changed"; data: { title: ContentReference } }
  /** A group of alerts belongs to it. */
  | { type: "group joined"; data: { groupId: string; because: "route" | "person" | "merge"; alertedAt: Instant | null } }
  /** A group of alerts was taken out again. */
  | { type: "group left"; data: { groupId: string } }
  /** The last alert of its groups ended; it goes on until a person resolves it. */
  | { type: "alerts ended"; data: Record<string, never> }
  /** Somebody has it. */
  | { type: "incident acknowledged"; data: { personId: string } }
  /** A better severity or priority is proposed by what was found; a person decides. */
  | { type: "class proposed"; data: Class }
  /** Severity and priority were set, with the reason where one was asked for or given. */
  | { type: "class set"; data: Class & { reason: ContentReference | null } }
  /** What it does to users, customers, data and money. */
  | { type: "impact stated"; data: { impact: Impact; description: ContentReference | null } }
  /** The services that are hit. */
  | { type: "services set"; data: { serviceIds: string[] } }
  /** What kind of incident it is, and words to find it by. */
  | { type: "kind set"; data: { kind: string | null; tags: string[] } }
  /** A person holds a role; of a role that one person holds, whoever held it holds it no more. */
  | { type: "role taken"; data: { role: string; personId: string; isProvisional: boolean; isShared: boolean; because: HolderReason } }
  /** A person holds a role no more. */
  | { type: "role released"; data: { role: string; personId: string } }
  /** The holder of a role, or a manager for them, wrote a brief for whoever takes over. */
  | { type: "handover offered"; data: { handoverId: string; role: string; fromPersonId: string; toPersonId: string; brief: ContentReference } }
  /** The successor read the brief and holds the role. */
  | { type: "handover accepted"; data: { handoverId: string } }
  /** The successor cannot, or the holder took the offer back. */
  | { type: "handover withdrawn"; data: { handoverId: string; isDeclined: boolean } }
  /** A call: people are looked for, to work on it, to take a role, to join. */
  | { type: "people called"; data: { call: string; targets: string[]; policyId: string | null; because?: CalledBecause } }
  /** What became of a call: who has it, of how many; who was asked whether they still do, and what they said. */
  | { type: "call told"; data: { call: string; news: CallNews; people: string[]; has?: number; needed?: number } }
  /** Somebody wrote what they see. */
  | { type: "note posted"; data: { text: ContentReference; replyTo: number | null } }
  /** Something was decided. */
  | { type: "decision recorded"; data: { text: ContentReference; replyTo: number | null } }
  /** People spoke with each other elsewhere. */
  | { type: "call recorded"; data: { text: ContentReference; link: string | null } }
  /** Something in production was changed; outside the roles that may, it is marked. */
  | { type: "production changed"; data: { text: ContentReference; isOutsideRole: boolean } }
  /** A picture, a log, a link or a file was put beside the timeline. */
  | { type: "evidence attached"; data: { evidenceId: string; kind: EvidenceKind; caption: ContentReference; replyTo: number | null } }
  /** There is something to do. */
  | { type: "task added"; data: { taskId: string; text: ContentReference; ownerId: string | null; dueAt: Instant | null } }
  /** A task has another owner or another time. */
  | { type: "task changed"; data: { taskId: string; ownerId: string | null; dueAt: Instant | null } }
  /** A task was done, dropped, or taken up again. */
  | { type: "task settled"; data: { taskId: string; status: "open" | "done" | "dropped" } }
  /** A condition, a hypothesis, an action or a need that all should know of. */
  | { type: "ground added"; data: { itemId: string; kind: GroundKind; text: ContentReference; ownerId: string | null } }
  /** What became of it: agreed, disputed, ruled out, done. */
  | { type: "ground marked"; data: { itemId: string; mark: GroundMark } }
  /** An entry of the timeline is a key moment, or no more. */
  | { type: "key moment pinned"; data: { entry: number; isPinned: boolean } }
  /** The text of an entry was taken out; that it was there stays visible. */
  | { type: "entry redacted"; data: { entry: number } }
  /** A milestone was reached by what happened. */
  | { type: "milestone reached"; data: { milestone: Milestone; at: Instant } }
  /** A person set or corrected a milestone; null means that it does not apply here. */
  | { type: "milestone set"; data: { milestone: Milestone; at: Instant | null } }
  /** An update went to audiences; each was told when the next one comes. */
  | { type: "update sent"; data: { updateId: string; isPublic: boolean; isClosing: boolean; audiences: { audienceId: string; nextAt: Instant | null }[] } }
  /** Reports of people without an account speak of it. */
  | { type: "reports linked"; data: { reportIds: string[] } }
  /** The impact is stopped or bearable; work goes on. */
  | { type: "incident mitigated"; data: Record<string, never> }
  /** It is over. */
  | { type: "incident resolved"; data: Record<string, never> }
  /** It was not over, or not for nothing. */
  | { type: "incident reopened"; data: { reason: ContentReference } }
  /** There was nothing to coordinate. */
  | { type: "incident cancelled"; data: { reason: ContentReference } }
  /** It is the same as another, which has its alerts and services now. */
  | { type: "incident merged"; data: { into: string } }
  /** Another turned out to be the same as this one. */
  | { type: "incident absorbed"; data: { from: string; serviceIds: string[]; groupIds: string[]; reports: number } }
  /** Its retrospective began. */
  | { type: "retrospective begun"; data: { retrospectiveId: string } }
  /** Nothing is left to do about it. */
  | { type: "incident closed"; data: { because: "retrospective-approved" | "no-retrospective-required" | "person" } };
