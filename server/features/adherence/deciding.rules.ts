import type { Instant } from "../../values/instant.ts";
import type { IncidentState } from "../incidents/incident.state.rules.ts";
import { expectedSeverity } from "../incidents/proposal.rules.ts";
import { actionsAsked, cellOf, requiredRoles, type WrittenProcess } from "../process/process.rules.ts";
import { boxOf } from "./box.rules.ts";
import { finding, judge, notApplicable, proofOf, type Finding, type Reason } from "./finding.rules.ts";
import { entriesOf, entryOfMilestone, turnsOf, type Entry, type Story } from "./story.rules.ts";

const chapter = "deciding";

/** Whether it was decided as the process asks: classified, by the grid, with a reason where one is asked; roles held; production changed by those who may. */
export function judgeDeciding(process: WrittenProcess, story: Story, now: Instant): Finding[] {
  return [
    ...(process.timeBoxes.classify ? [judgeClassified(process, story, now)] : []),
    ...(process.grid.length > 0 ? [judgeGrid(process, story, now)] : []),
    ...actionsAsked(process).map((action, place) => judgeAction(process, story, { action, place })),
    judgeProposal(process, story),
    ...(process.timeBoxes.fillRoles ? [judgeFilled(process, story, now)] : []),
    ...rolesNamed(process).map((role) => judgeRole(process, story, role, now)),
    judgeProduction(story),
  ];
}

function judgeClassified(process: WrittenProcess, story: Story, now: Instant): Finding {
  const at = story.end.milestones.classified?.at ?? null;
  const box = boxOf(story, process.timeBoxes.classify, { from: story.end.declaredAt, doneAt: at });
  const proof = proofOf(entryOfMilestone(story, "classified"));
  return judge({ rule: "timeBoxes/classify", chapter, lengthMilliseconds: box?.lengthMilliseconds ?? null, dueAt: box?.dueAt ?? null, happened: at === null ? null : { at, proof }, closedAt: story.end.endedAt, now });
}

/** Every class that it had: none that is forbidden, and a reason where the grid asks for one (004 §9.3.6). What automation set by itself waits for a person. */
function judgeGrid(process: WrittenProcess, story: Story, now: Instant): Finding {
  const rule = "grid";
  const classes = story.entries.filter(({ fact }) => fact.type === "class set" || fact.type === "incident declared").filter(({ after }) => after.severity !== null && after.priority !== null);
  const faults = classes.flatMap((entry) => {
    const because = faultOf(process, entry);
    return because === null ? [] : [{ entry, because }];
  });
  if (classes.length === 0) return judge({ rule, chapter, dueAt: story.end.endedAt, happened: null, closedAt: story.end.endedAt, now });
  const first = faults[0];
  const last = classes.at(-1);
  const count = { kept: classes.length - faults.length, owed: classes.length };
  if (first) return finding({ rule, chapter, verdict: "missed", happenedAt: first.entry.at, count, because: first.because, proof: proofOf(...faults.map(({ entry }) => entry)) });
  return finding({ rule, chapter, verdict: "met", happenedAt: last?.at ?? null, count, proof: proofOf(...classes) });
}

function faultOf(process: WrittenProcess, { fact, after }: Entry): Reason | null {
  const { verdict } = cellOf(process, after.severity, after.priority);
  if (verdict === "forbidden") return "forbidden";
  const hasReason = fact.type === "class set" && fact.data.reason !== null;
  return verdict === "confirm" && !hasReason ? "without-reason" : null;
}

/** What a pair of the grid asks people to do besides: Muster knows that it was asked, and does not see whether it was done. */
function judgeAction(process: WrittenProcess, story: Story, { action, place }: { action: string; place: number }): Finding {
  const asking = turnsOf(story).find(({ after }) => cellOf(process, after.severity, after.priority).ask.actions.includes(action));
  return notApplicable(`actions/${place}`, chapter, asking ? "not-seen" : "not-at-this-class", proofOf(asking));
}

/** A person may go another way than what the facts or a route propose, and says why. */
function judgeProposal(process: WrittenProcess, story: Story): Finding {
  const rule = "propose";
  const decided = entriesOf(story, "class set").filter(({ before }) => expectedSeverity(process, before) !== null);
  if (decided.length === 0) return notApplicable(rule, chapter, "not-known");
  const silent = decided.filter(({ before, fact }) => fact.data.severity !== expectedSeverity(process, before) && fact.data.reason === null);
  const count = { kept: decided.length - silent.length, owed: decided.length };
  return finding({ rule, chapter, verdict: silent.length > 0 ? "missed" : "met", happenedAt: (silent[0] ?? decided.at(-1))?.at ?? null, count, because: silent.length > 0 ? "without-reason" : null, proof: proofOf(...decided) });
}

/** Every role that some class asks for. */
function rolesNamed(process: WrittenProcess): string[] {
  return [...new Set([...Object.values(process.rolesRequired).flat(), ...process.grid.flatMap(({ ask }) => ask?.roles ?? [])])];
}

/** A holder of its own (004 §9.3.8): not for now only, and not beside another required role. A role that Muster does is held by it. */
export function isHeld(process: WrittenProcess, state: IncidentState, role: string): boolean {
  if (process.roles.find(({ id }) => id === role)?.default === "muster") return true;
  const others = requiredRoles(process, state.severity, state.priority).filter((one) => one !== role);
  return state.holders.some((holder) => holder.role === role && !holder.isProvisional && !state.holders.some((other) => other.personId === holder.personId && others.includes(other.role)));
}

function requiredIn(process: WrittenProcess, { severity, priority }: IncidentState): readonly string[] {
  return requiredRoles(process, severity, priority);
}

function judgeFilled(process: WrittenProcess, story: Story, now: Instant): Finding {
  const rule = "timeBoxes/fillRoles";
  const asking = turnsOf(story).find(({ after }) => requiredIn(process, after).length > 0);
  if (!asking) return notApplicable(rule, chapter, "not-at-this-class");
  const isFilled = (state: IncidentState) => requiredIn(process, state).length > 0 && requiredIn(process, state).every((role) => isHeld(process, state, role));
  const filled = turnsOf(story).find(({ after }) => isFilled(after));
  // What a later class asks for is judged role by role; the box is for the roles of the first.
  const box = boxOf(story, process.timeBoxes.fillRoles, { from: story.end.declaredAt, doneAt: filled?.at ?? null });
  const people = filled ? filled.after.holders.filter(({ role }) => requiredIn(process, filled.after).includes(role)).map(({ personId }) => personId) : [];
  return judge({ rule, chapter, lengthMilliseconds: box?.lengthMilliseconds ?? null, dueAt: box?.dueAt ?? null, happened: filled ? { at: filled.at, people, proof: proofOf(filled) } : null, closedAt: story.end.endedAt, now });
}

/** From when a class asks for the role until people stopped working, or no class asks for it any more. */
function judgeRole(process: WrittenProcess, story: Story, role: string, now: Instant): Finding {
  const rule = `rolesRequired/${role}`;
  const asking = turnsOf(story).find(({ after }) => requiredIn(process, after).includes(role));
  if (!asking) return notApplicable(rule, chapter, "not-at-this-class");
  const later = turnsOf(story).filter(({ version }) => version >= asking.version);
  const held = later.find(({ after }) => isHeld(process, after, role));
  const dropped = later.find(({ after }) => !requiredIn(process, after).includes(role));
  if (!held && (dropped || endedBeforeFilling(process, story, asking))) return notApplicable(rule, chapter, dropped ? "not-at-this-class" : "ended-before", proofOf(asking, dropped));
  const left = held && leftFor(process, role, later.filter(({ version }) => version > held.version));
  if (left) return finding({ rule, chapter, verdict: "missed", happenedAt: left.at, because: "vacant", proof: proofOf(held, left) });
  const people = held ? held.after.holders.filter((holder) => holder.role === role).map(({ personId }) => personId) : [];
  return judge({ rule, chapter, dueAt: null, happened: held ? { at: held.at, people, proof: proofOf(held) } : null, closedAt: story.end.endedAt, now });
}

/** When the last holder left a role that was still asked for, and nobody followed. */
function leftFor(process: WrittenProcess, role: string, later: readonly Entry[]): Entry | null {
  const left = later.find(({ before, after }) => isHeld(process, before, role) && requiredIn(process, after).includes(role) && !isHeld(process, after, role));
  return left && !later.some(({ version, after }) => version > left.version && isHeld(process, after, role)) ? left : null;
}

/** Whether people stopped working sooner than the process gives to fill a role that was asked for. */
function endedBeforeFilling(process: WrittenProcess, story: Story, asking: Entry): boolean {
  const box = boxOf(story, process.timeBoxes.fillRoles, { from: asking.at, doneAt: null });
  return box !== null && story.end.endedAt !== null && story.end.endedAt < box.dueAt;
}

/** Only roles that may change production do; what others do is marked (000). */
function judgeProduction(story: Story): Finding {
  const rule = "mayChangeProduction";
  const changes = entriesOf(story, "production changed");
  if (changes.length === 0) return notApplicable(rule, chapter, "never");
  const outside = changes.filter(({ fact }) => fact.data.isOutsideRole);
  const count = { kept: changes.length - outside.length, owed: changes.length };
  const told = outside.length > 0 ? outside : changes;
  return finding({ rule, chapter, verdict: outside.length > 0 ? "missed" : "met", happenedAt: told[0]?.at ?? null, count, because: outside.length > 0 ? "outside-role" : null, proof: proofOf(...told) });
}

