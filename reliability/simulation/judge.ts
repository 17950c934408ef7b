import type { Tx } from "../../server/platform/database/database.ts";
import { toIso } from "../../server/values/instant.ts";
import { groupIdOf } from "./ground.ts";
import type { Delivery } from "./network.ts";
import { beginning, hour, minute, week, type Script, type ScriptedGroup, type ScriptedPerson } from "./script.ts";

/** When somebody took a subject, and how many messages had gone out by then. */
export interface Taken {
  at: number;
  deliveries: number;
}

/** What was seen from the outside: by the providers and by the people. */
export interface Seen {
  deliveries: readonly Delivery[];
  answered: ReadonlyMap<string, Taken>;
}

interface PageSeen {
  id: string;
  subject_id: string;
  pass: number;
  step: number;
  person_id: string;
  contact_id: string;
  status: string;
  attempts: number;
  due_at: number | null;
  handed_over_at: number | null;
  is_waiting: boolean;
}

interface Judged {
  breaches: string[];
  /** What the trace is made of. */
  lines: string[];
}

/** Holds a week against what is promised. */
export async function judge(tx: Tx, script: Script, seen: Seen): Promise<Judged> {
  const ids = script.groups.map((group) => groupIdOf(script, group));
  const pages = await tx.rows<PageSeen>(
    `select page.id, subject_id, pass, step, person_id, contact_id, status, page.attempts, page.due_at, handed_over_at, due_work.id is not null as is_waiting
     from page left join due_work on due_work.key = 'page/' || page.id where subject_id = any($1::uuid[]) order by subject_id, pass, step, person_id, contact_id`,
    [ids],
  );
  const steps = await readSteps(tx, ids);
  const breaches = [
    ...notLost(pages),
    ...notTwice(pages, seen.deliveries),
    ...notFalselyDone(pages, seen.deliveries),
    ...notAfterAnswer(script, pages, seen),
    ...notTooSoon(script, steps),
    ...script.groups.flatMap((group) => toTheEnd(script, group, pages, seen)),
    ...(await notStuck(tx, ids)),
  ];
  return { breaches, lines: linesOf(script, pages, seen) };
}

function notLost(pages: readonly PageSeen[]): string[] {
  return pages.flatMap((page) => {
    if (page.status === "due" && !page.is_waiting) return [`${nameOf(page)} is due and nobody will send it.`];
    return page.status === "failed" && page.attempts < 20 ? [`${nameOf(page)} was given up after ${page.attempts} tries.`] : [];
  });
}

/** A page may reach somebody twice only where a process died after the provider had taken it. */
function notTwice(pages: readonly PageSeen[], deliveries: readonly Delivery[]): string[] {
  return pages.flatMap((page) => {
    const all = deliveries.filter(({ messageKeys, isTaken }) => isTaken && messageKeys.includes(`page.${page.id}`));
    const allowed = 1 + all.filter(({ isKilled }) => isKilled).length;
    return all.length > allowed ? [`${nameOf(page)} went out ${all.length} times.`] : [];
  });
}

function notFalselyDone(pages: readonly PageSeen[], deliveries: readonly Delivery[]): string[] {
  return pages.filter((page) => page.handed_over_at !== null && !deliveries.some(({ messageKeys, isTaken }) => isTaken && messageKeys.includes(`page.${page.id}`))).map((page) => `${nameOf(page)} counts as handed over, and no provider took it.`);
}

function notAfterAnswer(script: Script, pages: readonly PageSeen[], { deliveries, answered }: Seen): string[] {
  return script.groups.flatMap((group) => {
    const id = groupIdOf(script, group);
    const keys = new Set(pages.filter((page) => page.subject_id === id).map((page) => `page.${page.id}`));
    const taken = answered.get(id);
    const isLate = ({ at }: Delivery, place: number) => (taken !== undefined && place >= taken.deliveries) || (group.endsAt !== null && at > group.endsAt);
    const late = deliveries.filter((delivery, place) => delivery.messageKeys.some((key) => keys.has(key)) && isLate(delivery, place));
    return late.length > 0 ? [`${group.name} was in hand or over, and ${late.length} messages went out after that.`] : [];
  });
}

interface StepSeen {
  stream_id: string;
  type: string;
  data: { step?: number };
  occurred_at: number;
}

async function readSteps(tx: Tx, ids: readonly string[]): Promise<StepSeen[]> {
  return tx.rows<StepSeen>("select stream_id, type, data, occurred_at from event_log where stream_id = any($1::text[]) order by position", [ids.map((id) => `escalation/group/${id}`)]);
}

/** The next step waits for as long as the policy says, unless somebody cannot or nobody in the step can be reached. */
function notTooSoon({ steps }: Script, events: readonly StepSeen[]): string[] {
  const earliest = new Map<string, number>();
  return events.flatMap(({ stream_id: stream, type, data, occurred_at: at }) => {
    const isStep = type === "step begun" || type === "administrators paged";
    const early = isStep ? (earliest.get(stream) ?? 0) - at : 0;
    const wait = type === "step begun" ? steps[data.step ?? 0]?.waitMinutes : undefined;
    if (wait === undefined) earliest.delete(stream);
    else earliest.set(stream, at + wait * minute);
    return early > 0 ? [`A step of ${stream} began ${early} ms before its time.`] : [];
  });
}

/** What nobody took and what did not end went through the whole policy to the administrators. */
function toTheEnd(script: Script, group: ScriptedGroup, pages: readonly PageSeen[], { deliveries, answered }: Seen): string[] {
  const id = groupIdOf(script, group);
  const whole = script.steps.reduce((sum, step) => sum + step.waitMinutes * minute, 0) * (script.repeat + 1);
  const longest = script.outages.reduce((sum, outage) => sum + outage.to - outage.from, 0);
  const latest = group.firesAt + whole + longest + hour;
  const isSpared = group.urgency === "low" || answered.has(id) || (group.endsAt !== null && group.endsAt < latest) || latest > beginning + week;
  if (isSpared || !isReachable(script.administrator)) return [];
  const keys = new Set(pages.filter((page) => page.subject_id === id && page.person_id === script.administrator.id).map((page) => `page.${page.id}`));
  const told = deliveries.some(({ at, isTaken, messageKeys }) => isTaken && at <= latest && messageKeys.some((key) => keys.has(key)));
  return told ? [] : [`Nobody took ${group.name}, and no administrator was told by ${toIso(latest)}.`];
}

function isReachable({ contacts }: ScriptedPerson): boolean {
  return contacts.length === 0 || contacts.some(({ isVerified }) => isVerified);
}

async function notStuck(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ subject_id: string; status: string }>("select subject_id, status from escalation where subject_id = any($1::uuid[]) and status in ('running', 'deferred') and next_at < $2", [ids, toIso(beginning + week - minute)]);
  return rows.map(({ subject_id, status }) => `The search about ${subject_id} is ${status}, and its next step is overdue.`);
}

function nameOf({ subject_id, pass, step, person_id, contact_id }: PageSeen): string {
  return `The page (${subject_id}, pass ${pass}, step ${step}, ${person_id}, ${contact_id})`;
}

function linesOf(script: Script, pages: readonly PageSeen[], { deliveries, answered }: Seen): string[] {
  return [
    ...deliveries.map(({ at, channel, messageKeys, isTaken, isKilled }) => `${at} ${channel} ${messageKeys.join()} ${isTaken} ${isKilled}`),
    ...pages.map((page) => `${nameOf(page)} ${page.status} ${page.attempts} ${page.due_at}`),
    ...script.groups.map((group) => `${group.name} ${answered.get(groupIdOf(script, group))?.at}`),
  ];
}
