import { durationMilliseconds } from "../../values/duration.ts";
import type { Instant } from "../../values/instant.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { finding, notApplicable, proofOf, type Finding, type Proof } from "./finding.rules.ts";
import { entriesOf, turnsOf, type Story } from "./story.rules.ts";

const chapter = "deciding";

/** Whether people were relieved in time, role by role, and handed over as the process asks (000, "Timing"). */
export function judgeRelief(process: WrittenProcess, story: Story, now: Instant): Finding[] {
  const { relief } = process;
  if (!relief) return [];
  const spans = spansOf(story, now);
  const limited = process.roles.filter(({ id }) => relief.roles[id] !== undefined || relief.roles["default"] !== undefined);
  const limits = limited.map(({ id }) => judgeRole(id, durationMilliseconds(relief.roles[id] ?? relief.roles["default"] ?? "0s"), spans.filter(({ role }) => role === id)));
  return [...limits, judgeHandoff(durationMilliseconds(relief.handoff), story)];
}

interface Span {
  role: string;
  personId: string;
  from: Instant;
  to: Instant;
  isOver: boolean;
  proof: readonly Proof[];
}

/** Who held what, from when to when; what lasts still ends now. */
function spansOf(story: Story, now: Instant): Span[] {
  const open = new Map<string, Span>();
  const over: Span[] = [];
  for (const entry of turnsOf(story)) {
    const isWorking = entry.after.endedAt === null;
    const keys = new Set(isWorking ? entry.after.holders.map(({ role, personId }) => `${role} ${personId}`) : []);
    for (const [key, span] of open) {
      if (keys.has(key)) continue;
      over.push({ ...span, to: entry.at, isOver: true, proof: [...span.proof, ...proofOf(entry)] });
      open.delete(key);
    }
    if (!isWorking) continue;
    for (const { role, personId } of entry.after.holders) {
      const key = `${role} ${personId}`;
      if (!open.has(key)) open.set(key, { role, personId, from: entry.at, to: entry.at, isOver: false, proof: proofOf(entry) });
    }
  }
  return [...over, ...[...open.values()].map((span) => ({ ...span, to: Math.max(span.from, now) }))];
}

function judgeRole(role: string, limit: number, spans: readonly Span[]): Finding {
  const rule = `relief/${role}`;
  const longest = spans.reduce<Span | null>((worst, span) => (worst === null || span.to - span.from > worst.to - worst.from ? span : worst), null);
  if (!longest) return notApplicable(rule, chapter, "never");
  const kept = spans.filter(({ from, to }) => to - from <= limit).length;
  const isTooLong = longest.to - longest.from > limit;
  const shown = isTooLong ? longest : (spans.find(({ isOver }) => !isOver) ?? longest);
  return finding({
    ...{ rule, chapter, lengthMilliseconds: limit, dueAt: shown.from + limit, count: { kept, owed: spans.length }, people: [shown.personId], proof: shown.proof },
    verdict: isTooLong ? "missed" : shown.isOver ? "met" : "pending",
    happenedAt: shown.isOver ? shown.to : null,
    lateMilliseconds: isTooLong ? shown.to - shown.from - limit : null,
  });
}

/** The hand-over lies before the role passes: from when it was offered until it was accepted. */
function judgeHandoff(length: number, story: Story): Finding {
  const rule = "relief/handoff";
  const offers = new Map(entriesOf(story, "handover offered").map((entry) => [entry.fact.data.handoverId, entry]));
  const passed = entriesOf(story, "handover accepted").flatMap((accepted) => {
    const offered = offers.get(accepted.fact.data.handoverId);
    return offered ? [{ offered, accepted, took: accepted.at - offered.at }] : [];
  });
  const shortest = passed.reduce<(typeof passed)[number] | null>((least, one) => (least === null || one.took < least.took ? one : least), null);
  if (!shortest) return notApplicable(rule, chapter, "never");
  const kept = passed.filter(({ took }) => took >= length).length;
  const { fromPersonId, toPersonId } = shortest.offered.fact.data;
  return finding({
    ...{ rule, chapter, lengthMilliseconds: length, verdict: kept === passed.length ? "met" : "missed", happenedAt: shortest.accepted.at },
    ...{ count: { kept, owed: passed.length }, people: [fromPersonId, toPersonId], proof: proofOf(shortest.offered, shortest.accepted) },
  });
}
