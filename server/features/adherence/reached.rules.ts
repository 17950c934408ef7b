import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import { roleCall } from "../incidents/calls.rules.ts";
import { commanderOf } from "../incidents/incident.state.rules.ts";
import { requiredRoles, type Involved, type WrittenProcess } from "../process/process.rules.ts";
import { boxOf, severitiesOf } from "./box.rules.ts";
import { finding, judge, notApplicable, proofOf, type Finding } from "./finding.rules.ts";
import { entriesOf, entryOfMilestone, turnsOf, type Entry, type Story } from "./story.rules.ts";

const chapter = "reached";

/** Whether people were reached: somebody answers, command is never vacant and offered to who is on call, those join who must, an expert is asked. */
export function judgeReached(process: WrittenProcess, story: Story, now: Instant): Finding[] {
  return [
    ...(process.timeBoxes.acknowledge ? [judgeAnswer(process, story, now)] : []),
    judgeCommand(story),
    ...process.roles.filter(({ schedule }) => schedule !== undefined).map(({ id }) => judgeOffer(process, story, id, now)),
    ...named(process.join).map((who) => judgeJoin(process, story, who, now)),
    ...(process.consultExpertAfter ? [judgeExpert(process, story, now)] : []),
  ];
}

/** From the first page (meaning of the time box), whoever is paged. */
function judgeAnswer(process: WrittenProcess, story: Story, now: Instant): Finding {
  const rule = "timeBoxes/acknowledge";
  const { paged, acknowledged } = story.end.milestones;
  const answeredAt = acknowledged?.at ?? null;
  const pagedAt = paged?.at ?? null;
  const proof = proofOf(entryOfMilestone(story, "paged"), entryOfMilestone(story, "acknowledged"));
  if (answeredAt !== null && (pagedAt === null || answeredAt < pagedAt)) return notApplicable(rule, chapter, "taken-before-paged", proof);
  if (pagedAt === null) return story.end.endedAt === null ? finding({ rule, chapter, verdict: "pending", because: "nobody-paged" }) : notApplicable(rule, chapter, "nobody-paged");
  const box = boxOf(story, process.timeBoxes.acknowledge, { from: pagedAt, doneAt: answeredAt });
  const people = story.end.acknowledged ? [story.end.acknowledged.personId] : [];
  return judge({ rule, chapter, lengthMilliseconds: box?.lengthMilliseconds ?? null, dueAt: box?.dueAt ?? null, happened: answeredAt === null ? null : { at: answeredAt, people, proof }, closedAt: story.end.endedAt, now });
}

/** At every moment somebody commands (002): each entry after which nobody does would be against it. */
function judgeCommand(story: Story): Finding {
  const vacant = turnsOf(story).find(({ after }) => commanderOf(after) === null);
  const changes = story.entries.filter(({ before, after }) => commanderOf(before)?.personId !== commanderOf(after)?.personId);
  const people = [...new Set(changes.flatMap(({ after }) => commanderOf(after)?.personId ?? []))];
  const at = (vacant ?? changes.at(-1))?.at ?? null;
  return finding({ rule: "command", chapter, verdict: vacant ? "missed" : "met", happenedAt: at, people, because: vacant ? "vacant" : null, proof: vacant ? proofOf(vacant) : proofOf(...changes) });
}

/** A required role with a rotation is offered to whoever is on call for it, unless it is in good hands (002, "Appointing the IC"). */
function judgeOffer(process: WrittenProcess, story: Story, role: string, now: Instant): Finding {
  const rule = `schedule/${role}`;
  const required = turnsOf(story).find(({ after }) => requiredRoles(process, after.severity, after.priority).includes(role));
  if (!required) return notApplicable(rule, chapter, "not-at-this-class");
  const offer = entriesOf(story, "people called").find(({ fact }) => fact.data.call === roleCall(role));
  if (offer) {
    const taken = entriesOf(story, "role taken").find(({ fact, version }) => fact.data.role === role && fact.data.because === "accepted" && version > offer.version);
    return finding({ rule, chapter, verdict: "met", happenedAt: offer.at, people: taken ? [taken.fact.data.personId] : [], proof: proofOf(offer, taken) });
  }
  const holder = story.entries.find(({ version, after }) => version >= required.version && after.holders.some((one) => one.role === role && !one.isProvisional));
  if (holder) return finding({ rule, chapter, verdict: "met", happenedAt: holder.at, people: peopleIn(holder, role), proof: proofOf(holder) });
  return judge({ rule, chapter, dueAt: null, happened: null, closedAt: story.end.endedAt, now });
}

function peopleIn({ after }: Entry, role: string): string[] {
  return after.holders.filter((holder) => holder.role === role).map(({ personId }) => personId);
}

/** Everybody that some severity names, each once. */
export function named(bySeverity: Readonly<Record<string, readonly Involved[]>>): string[] {
  return [...new Set(Object.values(bySeverity).flatMap((entries) => entries.map(({ who }) => who)))];
}

/** Who joins is paged and expected to answer (000, "hierarchical escalation"). */
function judgeJoin(process: WrittenProcess, story: Story, who: string, now: Instant): Finding {
  const rule = `join/${who}`;
  const asking = severitiesOf(story).find(({ severity }) => process.join[severity ?? ""]?.some((entry) => entry.who === who));
  if (!asking) return notApplicable(rule, chapter, "not-at-this-class");
  const call = entriesOf(story, "people called").find(({ fact }) => fact.data.call === `join:${who}`);
  if (!call) return notApplicable(rule, chapter, process.join[asking.severity ?? ""]?.some((entry) => entry.who === who && entry.when !== undefined) ? "conditional" : "nobody-named");
  const answer = story.calls.get(call.fact.data.call)?.find(({ fact }) => fact.type === "escalation acknowledged");
  const box = boxOf(story, process.timeBoxes.acknowledge, { from: call.at, doneAt: answer?.at ?? null });
  const people = answer?.fact.type === "escalation acknowledged" && answer.fact.data.personId !== null ? [answer.fact.data.personId] : [];
  return judge({ rule, chapter, lengthMilliseconds: box?.lengthMilliseconds ?? null, dueAt: box?.dueAt ?? null, happened: answer ? { at: answer.at, people, proof: proofOf(call, answer) } : null, closedAt: story.end.endedAt, now });
}

/** Functional escalation (000): after so long an expert is in, or asked. The time counts from the declaration and goes by the severity as it is. */
function judgeExpert(process: WrittenProcess, story: Story, now: Instant): Finding {
  const rule = "consultExpertAfter";
  const expert = story.entries.find(({ fact }) => fact.type === "experts found in" || (fact.type === "people called" && (fact.data.because?.kind === "experts" || fact.data.because?.kind === "no-expert")));
  const severity = [...severitiesOf(story)].reverse().find(({ at }) => expert === undefined || at <= expert.at)?.severity;
  const written = process.consultExpertAfter?.[severity ?? ""];
  if (written === undefined) return notApplicable(rule, chapter, "not-at-this-class");
  const lengthMilliseconds = durationMilliseconds(written);
  const dueAt = Math.max(story.end.declaredAt + lengthMilliseconds, severitiesOf(story).at(-1)?.at ?? 0);
  const asked = expert?.fact.type === "people called" ? expert.fact.data.targets.flatMap((target) => (target.startsWith("person/") ? [target.slice("person/".length)] : [])) : [];
  const people = expert?.fact.type === "experts found in" ? expert.fact.data.personIds : asked;
  // Who is in is found when the time has come, and Muster asks then: a moment later is not late.
  const happened = expert ? { at: Math.min(expert.at, Math.max(dueAt, expert.at - grace)), people, proof: proofOf(expert) } : null;
  return judge({ rule, chapter, lengthMilliseconds, dueAt, happened, closedAt: story.end.endedAt, now: now > dueAt + grace ? now : Math.min(now, dueAt) });
}

/** One minute: how long what Muster itself does at a due time may take. */
const grace = 60_000;
