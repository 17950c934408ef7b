import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import { commandersOf, type CommandFact } from "../retrospectives/approver.rules.ts";
import { ruleOf, whyRequired } from "../retrospectives/requirement.rules.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { finding, judge, notApplicable, proofOf, type Finding, type Reason } from "./finding.rules.ts";
import type { Story } from "./story.rules.ts";

const chapter = "learning";
const clauses = ["dueWithin", "ownedBy", "approvedBy", "sections", "followUps", "reviewActionsEvery"] as const;
type Clause = (typeof clauses)[number];

/** Whether people looked back as the process asks (000, "Review"): begun where it must be, in time, owned, approved by another, answered, with follow-ups that have a driver and a date. */
export function judgeLearning(process: WrittenProcess, story: Story, now: Instant): Finding[] {
  if (!process.retrospective && !process.priorities.some(({ retrospective }) => retrospective)) return [];
  const begun = judgeBegun(process, story, now);
  return [begun, ...clauses.map((clause) => (story.retrospective.length === 0 ? waiting(clause, begun) : judgeClause(clause, process, story, now)))];
}

/** Without a retrospective its clauses wait for it, or do not apply. */
function waiting(clause: Clause, { verdict }: Finding): Finding {
  const rule = `retrospective/${clause}`;
  return verdict === "pending" || verdict === "missed" ? finding({ rule, chapter, verdict: "pending", because: "not-begun" }) : notApplicable(rule, chapter, "not-required");
}

function judgeBegun(process: WrittenProcess, story: Story, now: Instant): Finding {
  const rule = "retrospective/requiredFor";
  const { end } = story;
  const begun = story.retrospective.find(({ fact }) => fact.type === "retrospective begun");
  if (begun) return finding({ rule, chapter, verdict: "met", happenedAt: begun.at, proof: proofOf(begun) });
  if (whyRequired(process, end) === null) return end.endedAt === null && !end.isDrill ? finding({ rule, chapter, verdict: "pending", because: "not-required" }) : notApplicable(rule, chapter, "not-required");
  if (end.endedAt === null) return finding({ rule, chapter, verdict: "pending" });
  return end.status === "cancelled" || end.status === "merged" ? notApplicable(rule, chapter, "ended-before") : judge({ rule, chapter, dueAt: null, happened: null, closedAt: end.endedAt, now });
}

function judgeClause(clause: Clause, process: WrittenProcess, story: Story, now: Instant): Finding {
  switch (clause) {
    case "dueWithin":
      return judgeDue(process, story, now);
    case "ownedBy":
      return judgeOwner(story);
    case "approvedBy":
      return judgeApproval(story, now);
    case "sections":
      return judgeSections(process, story);
    case "followUps":
      return judgeFollowUps(story);
    case "reviewActionsEvery":
      return judgeReviews(process, story, now);
  }
}

/** Ready for others to read by the time that the rule gives from the resolve. */
function judgeDue(process: WrittenProcess, story: Story, now: Instant): Finding {
  const last = story.retrospective.at(-1)?.after;
  const ready = story.retrospective.findLast(({ fact }) => fact.type === "review begun") ?? story.retrospective.findLast(({ fact }) => fact.type === "retrospective approved");
  const isReady = last !== undefined && last.status !== "draft";
  return judge({ rule: "retrospective/dueWithin", chapter, lengthMilliseconds: durationMilliseconds(ruleOf(process).dueWithin), dueAt: last?.dueAt ?? null, happened: ready && isReady ? { at: ready.at, proof: proofOf(ready) } : null, closedAt: null, now });
}

function judgeOwner(story: Story): Finding {
  const begun = story.retrospective[0];
  const ownerId = begun?.after.ownerId ?? null;
  return finding({ rule: "retrospective/ownedBy", chapter, verdict: ownerId === null ? "missed" : "met", happenedAt: begun?.at ?? null, people: ownerId === null ? [] : [ownerId], because: ownerId === null ? "no-owner" : null, proof: proofOf(begun) });
}

/** Never by whoever held command. */
function judgeApproval(story: Story, now: Instant): Finding {
  const rule = "retrospective/approvedBy";
  const approval = story.retrospective.findLast(({ fact }) => fact.type === "retrospective approved");
  const approved = story.retrospective.at(-1)?.after.approved ?? null;
  if (!approval || !approved) return judge({ rule, chapter, dueAt: null, happened: null, closedAt: null, now });
  const isByCommander = commandersOf(story.entries.map(({ fact }) => fact as CommandFact)).includes(approved.approverId);
  return finding({ rule, chapter, verdict: isByCommander ? "missed" : "met", happenedAt: approved.at, people: [approved.approverId], because: isByCommander ? "by-commander" : null, proof: proofOf(approval) });
}

/** Pending until it is approved: until then people still write. */
function settled(rule: string, story: Story, counted: { kept: number; owed: number; because: Reason; proof: Finding["proof"] }): Finding {
  const { because, proof, ...count } = counted;
  const isApproved = (story.retrospective.at(-1)?.after.approved ?? null) !== null;
  const isWhole = count.kept === count.owed;
  return finding({ rule, chapter, verdict: isWhole ? "met" : isApproved ? "missed" : "pending", count, because: isWhole ? null : because, proof });
}

function judgeSections(process: WrittenProcess, story: Story): Finding {
  const required = ruleOf(process).sections.filter((section) => section.required).map(({ id }) => id);
  const saved = story.retrospective.flatMap((event) => (event.fact.type === "section saved" && required.includes(event.fact.data.section) ? [{ section: event.fact.data.section, event }] : []));
  const answered = new Map(saved.map(({ section, event }) => [section, event]));
  const isFollowUps = (id: string) => id === "follow-ups" && (story.retrospective.at(-1)?.after.followUps.length ?? 0) > 0;
  const kept = required.filter((id) => answered.has(id) || isFollowUps(id)).length;
  return required.length === 0 ? notApplicable("retrospective/sections", chapter, "not-required") : settled("retrospective/sections", story, { kept, owed: required.length, because: "unanswered", proof: proofOf(...answered.values()) });
}

/** Each has who drives it and by when (000, "Follow-up actions"). */
function judgeFollowUps(story: Story): Finding {
  const rule = "retrospective/followUps";
  const followUps = story.retrospective.at(-1)?.after.followUps.filter(({ status }) => status !== "dropped") ?? [];
  const added = story.retrospective.filter(({ fact }) => fact.type === "follow-up added");
  const isApproved = (story.retrospective.at(-1)?.after.approved ?? null) !== null;
  if (followUps.length === 0) return isApproved ? notApplicable(rule, chapter, "never") : finding({ rule, chapter, verdict: "pending" });
  const kept = followUps.filter(({ driverId, dueAt }) => driverId !== null && dueAt !== null).length;
  return settled(rule, story, { kept, owed: followUps.length, because: "incomplete", proof: proofOf(...added) });
}

/** What is open is looked at by its date of review: changed, settled, or given another date. */
function judgeReviews(process: WrittenProcess, story: Story, now: Instant): Finding {
  const rule = "retrospective/reviewActionsEvery";
  const lengthMilliseconds = durationMilliseconds(ruleOf(process).reviewActionsEvery);
  const followUps = story.retrospective.at(-1)?.after.followUps ?? [];
  const open = followUps.filter(({ status }) => status === "open");
  if (followUps.length === 0) return { ...notApplicable(rule, chapter, "never"), lengthMilliseconds };
  const overdue = open.filter(({ reviewAt }) => reviewAt < now);
  const dueAt = open.length === 0 ? null : Math.min(...open.map(({ reviewAt }) => reviewAt));
  const count = { kept: followUps.length - overdue.length, owed: followUps.length };
  const verdict = overdue.length > 0 ? "missed" : open.length > 0 ? "pending" : "met";
  return finding({ rule, chapter, lengthMilliseconds, verdict, dueAt, count, because: overdue.length > 0 ? "not-looked-at" : null, lateMilliseconds: overdue.length > 0 && dueAt !== null ? now - dueAt : null });
}

