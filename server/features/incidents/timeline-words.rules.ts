import { tellExpectation } from "./expectation-words.rules.ts";
import { tellGround } from "./ground-telling.rules.ts";
import { tellStaffing } from "./staffing-telling.rules.ts";
import { tellPresence } from "./presence-telling.rules.ts";
import { tellRelation } from "./relation-telling.rules.ts";
import { tellPrivacy } from "./privacy-telling.rules.ts";
import type { HolderReason, IncidentFact } from "./incident.events.ts";
import type { Milestone } from "./incident-words.rules.ts";
import { line, listOf, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

/** What a fact says, in words. What a person typed stands beside it, not in it. */
export function tellFact(fact: IncidentFact, words: WordsOfIds): Line {
  return tellWork(fact, words) ?? tellGround(fact, words) ?? tellPresence(fact, words) ?? tellRelation(fact, words) ?? tellStaffing(fact, words) ?? tellPrivacy(fact, words) ?? tellPeople(fact, words) ?? tellExpectation(fact, words) ?? tellNature(fact, words) ?? tellWay(fact, words);
}

function tellWork(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "note posted":
      return line("note", "", fact.data.workstream === undefined ? "" : `in ${words.workstream(fact.data.workstream.id)}`);
    case "decision recorded":
      return line("decision", "Decision");
    case "call recorded":
      return line("call", "A call", fact.data.link ?? "");
    case "production changed":
      return line("change", "Production changed", fact.data.isOutsideRole ? "outside the roles that may" : "");
    case "evidence attached":
      return line("evidence", evidenceWords[fact.data.kind]);
    case "task added":
      return line("task", "Task", fact.data.ownerId === null ? (fact.data.role === undefined ? "for nobody yet" : `for the ${words.role(fact.data.role)}`) : `for ${words.person(fact.data.ownerId)}`);
    case "task changed":
      return line("task", "Task", `${words.task(fact.data.taskId)} ${fact.data.ownerId === null ? "is nobody’s now" : `is ${words.person(fact.data.ownerId)}’s now`}`);
    case "task settled":
      return line("task", taskWords[fact.data.status], words.task(fact.data.taskId));
    default:
      return null;
  }
}

const evidenceWords = { picture: "Picture", log: "Log", link: "Link", file: "File" } as const;
const taskWords = { open: "Task taken up again", done: "Task done", dropped: "Task dropped" } as const;

function tellPeople(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "incident acknowledged":
      return line("people", words.person(fact.data.personId), "has it");
    case "role taken":
      return line("role", words.person(fact.data.personId), `is ${words.role(fact.data.role)}${fact.data.fromPersonId === undefined ? reasonWords[fact.data.because] : `, which ${words.person(fact.data.fromPersonId)} held`}`);
    case "role released":
      return line("role", words.person(fact.data.personId), `is ${words.role(fact.data.role)} no more`);
    case "handover offered":
      return line("handover", words.person(fact.data.fromPersonId), `hands ${words.role(fact.data.role)} over to ${words.person(fact.data.toPersonId)}, who has not accepted yet${fact.data.passesAt === undefined ? "" : "; it should pass"}`, fact.data.passesAt ?? null);
    case "handover accepted":
      return line("handover", "Hand-over accepted", fact.data.early ? "before the time that the process asks for" : "");
    case "handover withdrawn":
      return line("handover", "Hand-over", fact.data.isDeclined ? "declined" : "taken back");
    case "people called":
      return tellCalled(fact.data, words);
    case "call told":
      return tellCallNews(fact.data, words);
    case "update sent":
      return line("update", fact.data.isClosing ? "Last update" : "Update", `to ${listOf(fact.data.audiences.map(({ audienceId }) => words.audience(audienceId)))}`);
    case "reports linked":
      return line("report", fact.data.reportIds.length === 1 ? "A report" : `${fact.data.reportIds.length} reports`, "of people who see it");
    default:
      return null;
  }
}

const reasonWords: Readonly<Record<HolderReason, string>> = {
  declared: "",
  "first-paged": " for now, paged first",
  acknowledged: "",
  "on-call": " for now, on call to command",
  "team-manager": " for now, managing the team",
  administrator: " for now, as administrator",
  "nobody-else": " for now, since nobody else was found",
  taken: "",
  assigned: ", assigned",
  accepted: ", taken over",
};

function tellCallNews({ news, people, has, needed }: Extract<IncidentFact, { type: "call told" }>["data"], words: WordsOfIds): Line {
  const who = listOf(people.map(words.person));
  switch (news) {
    case "counted":
      return line("people", who, `has it: ${has ?? 1} of ${needed ?? 1}. Somebody else is still looked for`);
    case "asked":
      return line("people", "Still on it?", `${who} ${people.length > 1 ? "are" : "is"} asked, since nothing was done`);
    case "confirmed":
      return line("people", who, "is still on it");
    case "silent":
      return line("people", who, "did not say whether they are still on it; others are looked for");
  }
}

type Called = Extract<IncidentFact, { type: "people called" }>["data"];

function tellCalled(data: Called, words: WordsOfIds): Line {
  const { because, targets, policyId } = data;
  const asked = listOf(targets.map(words.target));
  const experts = targets.length > 1 ? "as experts" : "as an expert";
  if (because?.kind === "next-step") return line("people", "Escalated", `to the next step of the policy ${policyId ?? ""}`.trim());
  if (because?.kind === "experts") return line("people", "Asked", `${experts}: ${asked}`);
  if (because?.kind === "no-expert") return line("people", "Asked by itself", `${experts}: ${asked}. No expert was in after ${because.after}, the time that ${words.severity(because.severity)} gives`);
  return line("people", "Looking for", calledWords(data, words));
}

function calledWords({ policyId, targets, call }: { policyId: string | null; targets: string[]; call: string }, words: WordsOfIds): string {
  if (policyId !== null) return `whoever answers by the policy ${policyId}`;
  if (call.startsWith("role:")) return `somebody to be ${words.role(call.slice("role:".length))}`;
  return listOf(targets.map(words.target));
}

function tellNature(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "class proposed":
      return tellProposed(fact.data, words);
    case "class set":
      return line("class", `${words.severity(fact.data.severity)} × ${words.priority(fact.data.priority)}`, tellWhose(fact.data, words));
    case "impact stated":
      return line("impact", "Impact", impactWords(fact.data.impact, words.customer));
    case "services set":
      return line("facts", "Services hit:", listOf(fact.data.serviceIds.map(words.service)));
    case "kind set":
      return line("facts", "Kind", [fact.data.kind ?? "not set", ...fact.data.tags].join(", "));
    case "title changed":
      return line("facts", "New title");
    case "milestone reached":
      return line("milestone", milestoneWords[fact.data.milestone], "", fact.data.at);
    case "milestone set":
      return line("milestone", milestoneWords[fact.data.milestone], fact.data.at === null ? "does not apply" : "", fact.data.at);
    case "key moment pinned":
      return line("mark", fact.data.isPinned ? "Key moment" : "No key moment any more", `entry ${fact.data.entry}`);
    case "entry redacted":
      return line("mark", "A text was taken out", `of entry ${fact.data.entry}`);
    default:
      return null;
  }
}

type DataOf<Type extends IncidentFact["type"]> = Extract<IncidentFact, { type: Type }>["data"];

function tellProposed({ severity, priority, because }: DataOf<"class proposed">, words: WordsOfIds): Line {
  if (!because) return line("class", "Proposed", `${words.severity(severity)} × ${words.priority(priority)}; a person decides`);
  if (severity === null) return line("class", "No severity is proposed any more", "by what is known");
  const reasons = because.map(({ when, serviceId }) => (serviceId === null ? when : `${when} (${words.service(serviceId)})`));
  return line("class", "Proposed", `${words.severity(severity)}, since ${listOf(reasons)}; a person decides`);
}

/** For whose sake, and what was proposed instead. */
function tellWhose({ because, against }: DataOf<"class set">, words: WordsOfIds): string {
  return [because ? `for ${listOf(because.customerIds.map(words.customer))}` : null, against === undefined ? null : `where ${words.severity(against)} was proposed`].filter((part) => part !== null).join(", ");
}

/** The milestones as people say them. */
export const milestoneWords: Readonly<Record<Milestone, string>> = {
  cause: "Cause",
  impactStart: "Impact began",
  firstSymptom: "First symptom",
  detected: "Detected",
  paged: "First page out",
  acknowledged: "Acknowledged",
  declared: "Declared",
  classified: "Classified",
  mitigated: "Mitigated",
  impactEnd: "Impact ended",
  resolved: "Resolved",
  firstPublicUpdate: "First public update",
};

type ImpactData = Extract<IncidentFact, { type: "impact stated" }>["data"]["impact"];

/** What was stated, in one breath. */
export function impactWords(impact: ImpactData, customer: (id: string) => string): string {
  const parts = [
    impact.usersAffected === undefined ? null : `${Math.round(impact.usersAffected * 1000) / 10} % of users`,
    impact.extent === undefined ? null : impact.extent === "total" ? "nothing works for them" : "a part works",
    customerWords((impact.customerIds ?? []).map(customer)),
    impact.dataLoss === undefined ? null : impact.dataLoss ? "data is lost" : "no data is lost",
    impact.money === undefined ? null : `about ${impact.money.amount} ${impact.money.currency}`,
    impact.slaBreached === true ? "an SLA is breached" : impact.slaAtRisk === true ? "an SLA is at risk" : null,
  ];
  return parts.filter((part) => part !== null).join("; ");
}

function customerWords(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  return names.length === 1 ? `the customer ${listOf(names)}` : `the customers ${listOf(names)}`;
}

function tellWay(fact: IncidentFact, words: WordsOfIds): Line {
  switch (fact.type) {
    case "incident declared":
      return line("declared", "Declared", declaredWords(fact.data, words));
    case "template applied":
      return line("facts", "Template used");
    case "group joined":
      return line("alert", words.group(fact.data.groupId), fact.data.because === "route" ? "joined by its route" : "joined");
    case "group left":
      return line("alert", words.group(fact.data.groupId), "was taken out");
    case "alerts ended":
      return line("alert", "All alerts have ended.", "Is it over? Resolve it, or go on.");
    case "incident mitigated":
      return line("lifecycle", "Mitigated", "the impact is stopped or bearable; work goes on");
    case "incident resolved":
      return line("lifecycle", "Resolved");
    case "incident reopened":
      return line("lifecycle", "Re-opened");
    case "incident cancelled":
      return line("lifecycle", "Cancelled");
    case "incident merged":
      return line("lifecycle", "Merged", `into ${words.incident(fact.data.into)}`);
    case "incident absorbed":
      return line("lifecycle", words.incident(fact.data.from), "was merged into this one, with its alerts and services");
    case "retrospective begun":
      return line("lifecycle", "The retrospective began");
    case "incident closed":
      return line("lifecycle", "Closed", closedWords[fact.data.because]);
    default:
      return line("facts", fact.type);
  }
}

const closedWords = { "retrospective-approved": "the retrospective is approved", "no-retrospective-required": "no retrospective is required", person: "" } as const;

function declaredWords(data: Extract<IncidentFact, { type: "incident declared" }>["data"], words: WordsOfIds): string {
  const { severity, priority, serviceIds, origin } = data;
  const classed = severity === null && priority === null ? "" : ` ${words.severity(severity)} × ${words.priority(priority)}`;
  const services = serviceIds.length > 0 ? ` on ${listOf(serviceIds.map(words.service))}` : "";
  return `${origin === "route" ? "by a route" : origin === "report" ? "from a report" : ""}${classed}${services}`.trim();
}
