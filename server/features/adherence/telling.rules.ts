import type { Instant } from "../../values/instant.ts";
import { durationMilliseconds } from "../../values/duration.ts";
import type { Zone } from "../../values/zone.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { boxOf, severitiesOf } from "./box.rules.ts";
import { debtsOf, type Debt } from "./clock-story.rules.ts";
import { finding, judge, notApplicable, proofOf, type Finding, type Proof } from "./finding.rules.ts";
import { named } from "./reached.rules.ts";
import { entriesOf, entryOfMilestone, type Entry, type Story } from "./story.rules.ts";

const chapter = "telling";

/** Whether everybody heard who must: the first update, each audience at its rhythm, the chain, the last word, the one message, and where the public reads. */
export function judgeTelling(process: WrittenProcess, story: Story, { now, zone }: { now: Instant; zone: Zone }): Finding[] {
  const debts = debtsOf(process, story, zone);
  return [
    ...(process.timeBoxes.firstUpdate ? [judgeFirst(process, story, now)] : []),
    ...audiencesNamed(process, story).flatMap((audienceId) => judgeAudience(audienceId, debts.filter(({ key }) => key === `audience/${audienceId}`), now)),
    ...chainOf(process).map((rule) => judgeRhythm(rule.key, debts.filter(({ kind, key }) => kind === "chain" && isOfRule(key, rule.key)), now, durationMilliseconds(rule.every))),
    judgeClosing(debts, story, now),
    ...named(process.notify).map((who) => judgeNotice(process, story, who, now)),
    ...channelsNamed(process).map((channel) => judgeChannel(process, story, channel, now)),
  ];
}

/** The first update to anybody, from the declaration. */
function judgeFirst(process: WrittenProcess, story: Story, now: Instant): Finding {
  const rule = "timeBoxes/firstUpdate";
  const update = earlier(entriesOf(story, "update sent")[0], publicWord(story));
  const isAnybodyTold = story.entries.some(({ fact }) => fact.type === "audiences looped in");
  if (!update && !isAnybodyTold) return notApplicable(rule, chapter, "nobody-named");
  const box = boxOf(story, process.timeBoxes.firstUpdate, { from: story.end.declaredAt, doneAt: update?.at ?? null });
  return judge({ rule, chapter, lengthMilliseconds: box?.lengthMilliseconds ?? null, dueAt: box?.dueAt ?? null, happened: update, closedAt: story.end.endedAt, now });
}

/** The first word to the public: the milestone, which an update on the status page sets, or a person who told them elsewhere. */
function publicWord(story: Story): Told | null {
  const at = story.end.milestones.firstPublicUpdate?.at ?? null;
  return at === null ? null : { at, proof: proofOf(entryOfMilestone(story, "firstPublicUpdate")) };
}

interface Told {
  at: Instant;
  proof: readonly Proof[];
}

function earlier(update: Entry | undefined, told: Told | null): Told | null {
  return update && (told === null || update.at <= told.at) ? { at: update.at, proof: proofOf(update) } : told;
}

/** Whom the process may name in its parts, and whom it had told here (teams and people are known from the log alone). */
function audiencesNamed(process: WrittenProcess, story: Story): string[] {
  const written = [
    ...named(process.loopIn),
    ...process.priorities.flatMap(({ tell }) => tell.map((id) => `audience/${id}`)),
    ...process.grid.flatMap(({ ask }) => (ask?.tell ?? []).map((id) => `audience/${id}`)),
    ...process.owedUpdates.flatMap(({ to }) => to),
  ].flatMap((who) => (who.startsWith("audience/") ? [who.slice("audience/".length)] : []));
  const told = entriesOf(story, "audiences looped in").flatMap(({ fact }) => fact.data.added);
  return [...new Set([...written, ...told])];
}

/** The first news of an audience, and those after it. */
function judgeAudience(audienceId: string, debts: readonly Debt[], now: Instant): Finding[] {
  const first = debts.filter(({ kind, outcome }) => kind === "first" && outcome !== "dropped");
  const isDropped = debts.some(({ kind, outcome }) => kind === "first" && outcome === "dropped");
  const begun = { ...judgeRhythm(`loopIn/${audienceId}`, first, now, null), lengthMilliseconds: null };
  return [
    first.length === 0 && isDropped ? notApplicable(`loopIn/${audienceId}`, chapter, "ended-before") : begun,
    judgeRhythm(`cadence/${audienceId}`, debts.filter(({ kind }) => kind === "again"), now, null),
  ];
}

/** The rules by which roles tell roles, as they stand in the document. */
function chainOf(process: WrittenProcess): { key: string; every: string }[] {
  return process.owedUpdates.flatMap(({ from, to, every }) => {
    const roles = to.filter((who) => !who.startsWith("audience/"));
    return roles.length === 0 ? [] : [{ key: `owed/${from}/${roles.join("+")}`, every }];
  });
}

/** A debt names those roles only that somebody else holds. */
function isOfRule(key: string, rule: string): boolean {
  const [, from = "", to = ""] = key.split("/");
  const [, ruleFrom = "", ruleTo = ""] = rule.split("/");
  const roles = ruleTo.split("+");
  return from === ruleFrom && to.split("+").every((role) => roles.includes(role));
}

/** What comes again and again: each time in time. */
function judgeRhythm(rule: string, debts: readonly Debt[], now: Instant, length: number | null): Finding {
  const judged = debts.filter(({ outcome, dueAt }) => outcome === "kept" || outcome === "late" || (outcome === "open" && dueAt < now));
  const open = debts.find(({ outcome, dueAt }) => outcome === "open" && dueAt >= now);
  const lengthMilliseconds = length ?? debts.findLast(({ everyMilliseconds }) => everyMilliseconds !== null)?.everyMilliseconds ?? null;
  if (judged.length === 0 && !open) return { ...notApplicable(rule, chapter, debts.length === 0 ? "not-at-this-class" : "ended-before"), lengthMilliseconds };
  const late = judged.filter(({ outcome }) => outcome !== "kept");
  const worst = worstOf(late, now);
  const shown = worst ?? open ?? judged.at(-1);
  const proof = worst ? worst.proof : judged.flatMap((debt) => debt.proof);
  return finding({
    ...{ rule, chapter, lengthMilliseconds, proof, dueAt: shown?.dueAt ?? null, count: { kept: judged.length - late.length, owed: judged.length } },
    ...(worst ? lapseOf(worst, now) : { verdict: open ? "pending" : "met", happenedAt: judged.at(-1)?.endedAt ?? null, people: [...new Set(judged.map(({ personId }) => personId))] }),
  });
}

/** What never came, else what came latest. */
function worstOf(late: readonly Debt[], now: Instant): Debt | null {
  return late.find(isNever) ?? late.reduce<Debt | null>((most, debt) => (most === null || lateness(debt, now) > lateness(most, now) ? debt : most), null);
}

function lapseOf(worst: Debt, now: Instant): Partial<Finding> & Pick<Finding, "verdict"> {
  return { verdict: "missed", happenedAt: worst.endedAt, ...(isNever(worst) ? { because: "never" } : { lateMilliseconds: lateness(worst, now) }) };
}

/** Its rule ended, or people stopped working, before it came. */
function isNever({ endedAt, outcome }: Debt): boolean {
  return endedAt === null && outcome === "late";
}

function lateness({ endedAt, dueAt }: Debt, now: Instant): number {
  return (endedAt ?? now) - dueAt;
}

/** One update to everybody who was told, after the resolve. */
function judgeClosing(debts: readonly Debt[], story: Story, now: Instant): Finding {
  const closing = debts.filter(({ kind }) => kind === "closing");
  if (closing.length > 0) return judgeRhythm("closing", closing, now, null);
  const isWaited = story.end.endedAt === null && debts.length > 0;
  return isWaited ? finding({ rule: "closing", chapter, verdict: "pending" }) : notApplicable("closing", chapter, "nobody-named");
}

/** The one message of `notify`, which goes out when the severity is set. */
function judgeNotice(process: WrittenProcess, story: Story, who: string, now: Instant): Finding {
  const rule = `notify/${who}`;
  const asking = severitiesOf(story).find(({ severity }) => process.notify[severity ?? ""]?.some((entry) => entry.who === who));
  if (!asking) return notApplicable(rule, chapter, "not-at-this-class");
  const notice = entriesOf(story, "people notified").find(({ fact }) => fact.data.who.includes(who));
  const isConditional = process.notify[asking.severity ?? ""]?.some((entry) => entry.who === who && entry.when !== undefined) ?? false;
  if (!notice && isConditional) return notApplicable(rule, chapter, "conditional");
  const people = entriesOf(story, "people notified").filter(({ fact }) => fact.data.who.includes(who)).flatMap(({ fact }) => fact.data.personIds);
  return judge({ rule, chapter, dueAt: null, happened: notice ? { at: notice.at, people, proof: proofOf(notice) } : null, closedAt: story.end.endedAt, now });
}

function channelsNamed(process: WrittenProcess): string[] {
  return [...new Set(Object.values(process.publishBy ?? {}).flat())];
}

/** What the public read on the status page is known, or a person said when; what is said elsewhere Muster does not see. */
function judgeChannel(process: WrittenProcess, story: Story, channel: string, now: Instant): Finding {
  const rule = `publishBy/${channel}`;
  const asking = severitiesOf(story).some(({ severity }) => (process.publishBy?.[severity ?? ""] ?? process.publishBy?.["default"] ?? []).includes(channel));
  if (!asking) return notApplicable(rule, chapter, "not-at-this-class");
  if (channel !== "status-page") return notApplicable(rule, chapter, "not-seen");
  return judge({ rule, chapter, dueAt: null, happened: publicWord(story), closedAt: story.end.endedAt, now });
}

