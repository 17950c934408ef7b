import { capital, everyWords, listWords, midSentence, shortSpan, spanWords, type Names } from "./phrases.rules.ts";
import type { OwedUpdate } from "./process.rules.ts";
import type { Block } from "./block.rules.ts";
import { bySeverity, type WholeProcess } from "./whole-process.rules.ts";

const prose = (key: string, text: string): Block => ({ kind: "prose", key, text });

export function wordDeclaring({ declareWhen, kinds }: WholeProcess): Block[] {
  const reasons = declareWhen.map(({ text }) => midSentence(text).replace(/\.$/, ""));
  const last = reasons.length > 1 ? [...reasons.slice(0, -1), `or ${reasons.at(-1) ?? ""}`] : reasons;
  const blocks = reasons.length === 0 ? [] : [prose("declare", `Declare as soon as one of these is so: ${last.join("; ")}. Nobody is blamed for declaring one too many.`)];
  return kinds.length === 0 ? blocks : [...blocks, prose("kinds", `Kinds of incident: ${kinds.join(", ")}.`)];
}

export function wordRoles(process: WholeProcess, names: Names): Block[] {
  const { roles, severities, rolesRequired } = process;
  if (roles.length === 0) return [];
  const rows = roles.map((role) => {
    const required = severities.filter(({ id }) => rolesRequired[id]?.includes(role.id)).map(({ id }) => id);
    return { key: role.id, cells: [role.name, role.duties.map((duty, place) => (place === 0 ? duty : midSentence(duty))).join(", "), holderOf(role, names), required.length === 0 ? "–" : names.severities(required)] };
  });
  return [{ kind: "table", key: "roles", columns: ["Role", "Duties", "Held by", "Required at"], mark: "plain", rows }];
}

function holderOf({ default: standard, schedule, combinesInto, deputyOf }: WholeProcess["roles"][number], names: Names): string {
  const said = [
    ...(standard === "first-paged" ? ["the first who is paged"] : standard === "muster" ? ["Muster by default"] : []),
    ...(schedule === undefined ? [] : [`who is on call in ${names.target(`schedule/${schedule}`)}`]),
    ...(deputyOf === undefined ? [] : [`deputy of ${names.role(deputyOf)}`]),
    ...(combinesInto === undefined ? [] : [`else ${names.role(combinesInto)}`]),
  ];
  return said.length === 0 ? "whoever takes it" : capital(said.join("; "));
}

const boxes = { acknowledge: "Acknowledge", classify: "Classify", fillRoles: "Fill the roles", firstUpdate: "First update" } as const;

export function wordTimeBoxes({ timeBoxes, severities }: WholeProcess): Block[] {
  const set = Object.entries(boxes).filter(([box]) => timeBoxes[box as keyof typeof boxes] !== undefined);
  if (set.length === 0) return [];
  const spans = (id: string) => set.map(([box]) => bySeverity(timeBoxes[box as keyof typeof boxes], id)).map((span) => (span === null ? "–" : shortSpan(span)));
  return [
    prose("from", "Acknowledging counts from the first page, everything else from the declaration."),
    { kind: "table", key: "boxes", columns: ["Severity", ...set.map(([, words]) => words)], mark: "severity", rows: severities.map(({ id, name }) => ({ key: id, cells: [name, ...spans(id)] })) },
  ];
}

/** Who tells whom and how often, in sentences; those for the same severities in one. */
export function wordNews({ owedUpdates, publishBy, severities }: WholeProcess, names: Names): Block[] {
  const classesOf = ({ severities: own }: OwedUpdate) => (own === undefined ? "In every incident" : `For ${names.severities(own)}`);
  const groups = [...new Set(owedUpdates.map(classesOf))];
  const blocks = groups.map((classes) => {
    const told = owedUpdates.filter((owed) => classesOf(owed) === classes).map((owed) => wordOwed(owed, names));
    return prose(classes, `${classes} ${listWords(told, told.length > 1 ? "and" : "")}.`);
  });
  const published = severities.flatMap(({ id, name }) => {
    const by = publishBy[id] ?? publishBy["default"] ?? [];
    return by.length === 0 ? [] : [`${name} by ${listWords(by.map((way) => way.replace("-", " ")))}`];
  });
  return published.length === 0 ? blocks : [...blocks, prose("publish", `Customers are told of ${published.join("; of ")}.`)];
}

function wordOwed({ from, to, every, align }: OwedUpdate, names: Names): string {
  return `${names.role(from)} tells ${listWords(to.map(names.target))} ${everyWords(every)}${align === "hour" ? ", on the hour" : ""}`;
}

export function wordRelief({ relief }: WholeProcess, names: Names): Block[] {
  if (!relief) return [];
  const { default: others, ...own } = relief.roles;
  const limits = Object.entries(own).map(([role, limit]) => `${names.role(role)} for ${spanWords(limit)} at most`);
  const all = [...limits, ...(others === undefined ? [] : [`${limits.length === 0 ? "a role" : "any other role"} for ${spanWords(others)}`])];
  const held = all.length === 0 ? "" : `Nobody is worn out: ${listWords(all)}. `;
  return [prose("relief", `${held}The last ${spanWords(relief.handoff)} are for handing over.`)];
}

export function wordWarRoom({ warRoom }: WholeProcess): Block[] {
  if (!warRoom) return [];
  const { chat, video, fallback } = warRoom;
  const places = [...(chat ? [`in the chat channel ${chat.channel}`] : []), ...(video === undefined ? [] : [`by video at ${video}`])];
  const met = places.length === 0 ? "" : `People meet ${listWords(places)}; {{ref}} is the number of the incident.`;
  return [prose("war-room", [met, fallback === undefined ? "" : "Where that is away, in one e-mail thread."].filter((text) => text !== "").join(" "))];
}

export function wordRetrospective({ retrospective, priorities }: WholeProcess, names: Names): Block[] {
  if (!retrospective) return [];
  const { requiredFor, ownedBy, dueWithin, approvedBy, reviewActionsEvery, sections } = retrospective;
  const asking = priorities.filter((priority) => priority.retrospective).map(({ id }) => id);
  const cases = [
    ...(requiredFor.severities.length === 0 ? [] : [names.severities(requiredFor.severities)]),
    ...(asking.length === 0 ? [] : [names.priorities(asking)]),
    ...(requiredFor.budgetSpent === undefined ? [] : [`${requiredFor.budgetSpent} % of an error budget spent`]),
    ...(requiredFor.dataLoss ? ["data that was lost"] : []),
  ];
  const owned = ownedBy.length === 0 ? "" : ` ${capital(ownedBy.map(names.role).join(", else "))} sees to it.`;
  const required = cases.length === 0 ? "No incident needs a retrospective." : `Required after ${listWords(cases, "or")}.`;
  return [
    prose("rule", `${required}${owned} It is due within ${spanWords(dueWithin)} and approved by ${names.target(approvedBy)}; what it decided is looked at again ${everyWords(reviewActionsEvery)}.`),
    ...(sections.length === 0 ? [] : [{ kind: "table" as const, key: "sections", columns: ["Section", "It asks", "Must be written"], mark: "plain" as const, rows: sections.map(({ id, title, prompt, required: isRequired }) => ({ key: id, cells: [title ?? capital(id.replaceAll("-", " ")), prompt, isRequired ? "yes" : "no"] })) }]),
  ];
}
