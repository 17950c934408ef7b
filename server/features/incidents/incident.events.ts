import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import type { StaffingFact } from "./staffing.events.ts";
import type { GroundKind, GroundMark, GroundStance, Impact, Milestone, RelationKind } from "./incident-words.rules.ts";

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

/** As what somebody came in. */
export type PresentAs = "responder" | "observer";

/** Who commands at the beginning. */
export interface FirstCommander {
  personId: string;
  isProvisional: boolean;
  because: HolderReason;
}

/** Somebody the process has told; nobody owes news to oneself, so the one person an audience comes down to is named. */
export interface LoopedIn {
  audienceId: string;
  onlyReceiver: string | null;
}

export interface Class {
  severity: string | null;
  priority: string | null;
}

/** Who or what said a thing first: somebody, a script, a tool by what people call it. */
export type GroundSource = { kind: "person"; personId: string } | { kind: "token"; tokenId: string } | { kind: "tool"; name: ContentReference };

/** What a decision was made of: what else could have been done, what shows it, who decides, and when to look again. */
export interface Weighed {
  options: ContentReference[];
  /** Which of the options, counted from 0. */
  chosen: number | null;
  evidence: number[];
  decidedBy: string | null;
  lookAgainAt: Instant | null;
}

/** A condition that held: of one service, or of the process itself. */
export interface ProposalReason {
  when: string;
  serviceId: string | null;
}

/** Why a class is other than the rule would have it: who the customer is. */
export interface ClassBecause {
  kind: "customer";
  customerIds: string[];
}

/** A template as it was when it was used. */
export interface AppliedTemplate {
  templateId: string;
  name: ContentReference;
  /** Roles that somebody is to hold, and audiences that are told, beside those of the class. */
  roles: string[];
  audiences: string[];
  runbooks: string[];
}

/** Why somebody sees a private incident. */
export type NamedBecause = "declared" | "role" | "in it" | "paged" | "named" | "administrator" | "merged";

/** Who sees a private incident: `person/grete`, `team/web`; an `audience/legal` is told, and sees nothing. */
export interface Named {
  who: string;
  because: NamedBecause;
}

export type EvidenceKind = "picture" | "log" | "link" | "file";

/** What an update said: conditions, actions, needs. */
export interface UpdateWords {
  conditions: ContentReference;
  actions: ContentReference;
  needs: ContentReference | null;
}

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
  /** A template was used: who else is needed and told, and which runbooks help. Its tasks and links follow as entries of their own. */
  | { type: "template applied"; data: AppliedTemplate }
  /** A group of alerts belongs to it. */
  | { type: "group joined"; data: { groupId: string; because: "route" | "person" | "merge"; alertedAt: Instant | null } }
  /** A group of alerts was taken out again. */
  | { type: "group left"; data: { groupId: string } }
  /** The last alert of its groups ended; it goes on until a person resolves it. */
  | { type: "alerts ended"; data: Record<string, never> }
  /** Somebody has it. */
  | { type: "incident acknowledged"; data: { personId: string } }
  /** A better severity or priority is proposed: by the facts, with the conditions that hold, or else by a route; a person decides. */
  | { type: "class proposed"; data: Class & { because?: ProposalReason[] } }
  /** Severity and priority were set, with the reason where one was asked for or given, whose sake it was for, and what was proposed instead. */
  | { type: "class set"; data: Class & { reason: ContentReference | null; because?: ClassBecause; against?: string } }
  /** What it does to users, customers, data and money. */
  | { type: "impact stated"; data: { impact: Impact; description: ContentReference | null } }
  /** The services that are hit. */
  | { type: "services set"; data: { serviceIds: string[] } }
  /** What kind of incident it is, and words to find it by. */
  | { type: "kind set"; data: { kind: string | null; tags: string[] } }
  /** A person holds a role; of a role that one person holds, whoever held it holds it no more. */
  | { type: "role taken"; data: { role: string; personId: string; isProvisional: boolean; isShared: boolean; because: HolderReason; fromPersonId?: string } }
  /** A person holds a role no more. */
  | { type: "role released"; data: { role: string; personId: string } }
  /** The holder of a role, or a manager for them, wrote a brief for whoever takes over; the process may say until when both go on side by side. */
  | { type: "handover offered"; data: { handoverId: string; role: string; fromPersonId: string; toPersonId: string; brief: ContentReference; passesAt?: Instant; planId?: string } }
  /** The successor read the brief and holds the role; before the time that the process asks for it is early, and may say why. */
  | { type: "handover accepted"; data: { handoverId: string; early?: { reason: ContentReference | null } } }
  /** The successor cannot, or the holder took the offer back. */
  | { type: "handover withdrawn"; data: { handoverId: string; isDeclined: boolean } }
  /** Whoever holds a role asks to be relieved. */
  | { type: "relief asked"; data: { role: string; personId: string; successorId: string | null } }
  /** By the process somebody else is to hold a role from then on; whoever could is proposed. */
  | { type: "relief due"; data: { role: string; personId: string; dueAt: Instant; successorId: string | null } }
  /** Somebody came in, to work on it or to observe. */
  | { type: "person joined"; data: { personId: string; as: PresentAs } }
  /** Somebody who had come in went. */
  | { type: "person left"; data: { personId: string } }
  /** Somebody read the brief of what is so. */
  | { type: "brief read"; data: { personId: string } }
  /** Somebody asks the commander something; nobody else need stop for it. */
  | { type: "question asked"; data: { questionId: string; text: ContentReference; byPersonId: string } }
  /** The commander, or whoever communicates, answered it or lets it wait. */
  | { type: "question settled"; data: { questionId: string; outcome: "answered" | "waits"; answer: ContentReference | null; byPersonId: string | null } }
  /** Somebody with authority lends it to the commander, before everybody. */
  | { type: "authority lent"; data: { byPersonId: string; text: ContentReference } }
  /** A call: people are looked for, to work on it, to take a role, to join. */
  | { type: "people called"; data: { call: string; targets: string[]; policyId: string | null; because?: CalledBecause } }
  /** What became of a call: who has it, of how many; who was asked whether they still do, and what they said. */
  | { type: "call told"; data: { call: string; news: CallNews; people: string[]; has?: number; needed?: number } }
  /** Somebody wrote what they see, it may be in a workstream. */
  | { type: "note posted"; data: { text: ContentReference; replyTo: number | null; workstream?: { id: string; isByLead: boolean } } }
  /** Something was decided. */
  | { type: "decision recorded"; data: { text: ContentReference; replyTo: number | null } & Partial<Weighed> }
  /** The time has come at which somebody wanted to look at a decision again. */
  | { type: "decision due"; data: { entry: number } }
  /** Somebody looked at a decision again and it stands, for good or until the next look. */
  | { type: "decision looked at"; data: { entry: number; byPersonId: string | null; lookAgainAt: Instant | null } }
  /** People spoke with each other elsewhere. */
  | { type: "call recorded"; data: { text: ContentReference; link: string | null } }
  /** Something in production was changed; outside the roles that may, it is marked. */
  | { type: "production changed"; data: { text: ContentReference; isOutsideRole: boolean } }
  /** A picture, a log, a link or a file was put beside the timeline; with its name, and the SHA-256 of its bytes (null for a link). Both were not written at first. */
  | { type: "evidence attached"; data: { evidenceId: string; kind: EvidenceKind; caption: ContentReference; replyTo: number | null; name?: ContentReference; sha256?: string | null } }
  /** There is something to do. */
  | { type: "task added"; data: { taskId: string; text: ContentReference; ownerId: string | null; dueAt: Instant | null; role?: string; workstreamId?: string } }
  /** A task has another owner or another time. */
  | { type: "task changed"; data: { taskId: string; ownerId: string | null; dueAt: Instant | null } }
  /** A task was done, dropped, or taken up again. */
  | { type: "task settled"; data: { taskId: string; status: "open" | "done" | "dropped" } }
  /** A condition, a hypothesis, an action or a need that all should know of. */
  | { type: "ground added"; data: { itemId: string; kind: GroundKind; text: ContentReference; ownerId: string | null; source?: GroundSource } }
  /** What became of it: agreed, disputed, ruled out, done; by whom, and why. */
  | { type: "ground marked"; data: { itemId: string; mark: GroundMark; byPersonId?: string | null; reason?: ContentReference | null } }
  /** It was put in other words; the old ones stay in the log. */
  | { type: "ground corrected"; data: { itemId: string; text: ContentReference; byPersonId: string | null } }
  /** An entry of the timeline speaks for it or against it; null: for neither any more. */
  | { type: "ground linked"; data: { itemId: string; entry: number; stance: GroundStance | null } }
  /** An entry of the timeline is a key moment, or no more. */
  | { type: "key moment pinned"; data: { entry: number; isPinned: boolean } }
  /** The text of an entry was taken out; that it was there stays visible. */
  | { type: "entry redacted"; data: { entry: number } }
  /** A milestone was reached by what happened. */
  | { type: "milestone reached"; data: { milestone: Milestone; at: Instant } }
  /** A person set or corrected a milestone; null means that it does not apply here. */
  | { type: "milestone set"; data: { milestone: Milestone; at: Instant | null } }
  /** An update went to audiences; each was told when the next one comes. Its words were not written at first. */
  | { type: "update sent"; data: { updateId: string; isPublic: boolean; isClosing: boolean; audiences: { audienceId: string; nextAt: Instant | null }[]; words?: UpdateWords } }
  /** Whom the process has told of it from now on: everybody, who is new, and who is told no more. */
  | { type: "audiences looped in"; data: { audiences: LoopedIn[]; added: string[]; left: string[] } }
  /** People got the one message that the process gives at this severity; `others` have no account, only an address. */
  | { type: "people notified"; data: { who: string[]; personIds: string[]; others: number } }
  /** By the time that the process gives, these experts of the services were in. */
  | { type: "experts found in"; data: { personIds: string[] } }
  /** A rule of the process is not held against this incident. */
  | { type: "rule waived"; data: { rule: string; reason: ContentReference } }
  /** A rule that was waived is held against this incident again. */
  | { type: "waiver withdrawn"; data: { rule: string } }
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
  /** It belongs together with another, which is told the same from its side. */
  | { type: "incident related"; data: { to: string; relation: RelationKind; note: ContentReference | null } }
  /** Some of it goes on in an incident of its own, which has these alerts, services, tasks and people now. */
  | { type: "incident split"; data: { into: string; groupIds: string[]; serviceIds: string[]; taskIds: string[]; personIds: string[] } }
  /** It does not belong together with the other after all. */
  | { type: "relation withdrawn"; data: { to: string } }
  /** Only those who are named see it from now on, and that there is one. */
  | { type: "incident made private"; data: { reason: ContentReference; named: Named[] } }
  /** More people see it: somebody named them, or they were paged for it; an administrator who named themselves says why. */
  | { type: "incident opened"; data: { named: Named[]; reason?: ContentReference } }
  /** Somebody sees it no more. */
  | { type: "incident closed to"; data: { who: string } }
  /** Everybody who is signed in sees it again. */
  | { type: "incident made public"; data: { reason: ContentReference } }
  /** Its retrospective began. */
  | { type: "retrospective begun"; data: { retrospectiveId: string } }
  /** Nothing is left to do about it. */
  | { type: "incident closed"; data: { because: "retrospective-approved" | "no-retrospective-required" | "person" } }
  | StaffingFact;
