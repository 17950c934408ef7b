/** The process as plain values, as a document holds it. What of it has another form than it should is left as it is. */
export type ProcessForm = Readonly<Record<string, unknown>>;

export interface SeverityRow {
  id: string;
  name: string;
  when: string;
  respond: string;
}

export interface PriorityRow {
  id: string;
  name: string;
  criteria: string[];
  hotfix: boolean;
  retrospective: boolean;
  tell: string[];
  updateEvery: string;
}

export interface OwedRow {
  from: string;
  to: string[];
  every: string;
  /** None: in every incident. */
  severities: string[];
  isOnTheHour: boolean;
}

type Members = Record<string, unknown>;

export const isMembers = (value: unknown): value is Members => typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const textsOf = (value: unknown) => (typeof value === "string" ? [value] : Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : []);
const entriesOf = (value: unknown) => (isMembers(value) ? Object.entries(value).flatMap(([id, entry]): [string, Members][] => (isMembers(entry) ? [[id, entry]] : [])) : []);

/** The things of one kind that the process names, with what people call them. */
export function namedIn(form: ProcessForm, member: "severities" | "priorities" | "roles"): { id: string; name: string }[] {
  return entriesOf(form[member]).map(([id, { name }]) => ({ id, name: textOf(name) || id }));
}

export function severitiesOf(form: ProcessForm): SeverityRow[] {
  return entriesOf(form["severities"]).map(([id, { name, when, respond }]) => ({ id, name: textOf(name), when: textOf(when), respond: textOf(respond) }));
}

/** The process with these severities in this order; members of theirs that are not edited stay. */
export function withSeverities(form: ProcessForm, rows: readonly SeverityRow[]): ProcessForm {
  const before = isMembers(form["severities"]) ? form["severities"] : {};
  const after = rows.map(({ id, name, when, respond }): [string, Members] => [id, filled({ ...membersOf(before[id]), name, when, respond })]);
  return { ...form, severities: Object.fromEntries(after) };
}

export function prioritiesOf(form: ProcessForm): PriorityRow[] {
  return entriesOf(form["priorities"]).map(([id, { name, criteria, hotfix, retrospective, tell, updateEvery }]) => ({
    ...{ id, name: textOf(name), criteria: textsOf(criteria), hotfix: hotfix === true, retrospective: retrospective === true },
    ...{ tell: textsOf(tell), updateEvery: textOf(updateEvery) },
  }));
}

export function withPriorities(form: ProcessForm, rows: readonly PriorityRow[]): ProcessForm {
  const before = isMembers(form["priorities"]) ? form["priorities"] : {};
  const after = rows.map(({ id, ...row }): [string, Members] => [id, filled({ ...membersOf(before[id]), ...row, criteria: row.criteria.map((line) => line.trim()).filter((line) => line !== "") })]);
  return { ...form, priorities: Object.fromEntries(after) };
}

export function owedOf(form: ProcessForm): OwedRow[] {
  const list = Array.isArray(form["owedUpdates"]) ? form["owedUpdates"].filter(isMembers) : [];
  return list.map(({ from, to, every, severities, align }) => ({ from: textOf(from), to: textsOf(to), every: textOf(every), severities: textsOf(severities), isOnTheHour: align === "hour" }));
}

export function withOwed(form: ProcessForm, rows: readonly OwedRow[]): ProcessForm {
  const owedUpdates = rows.map(({ from, to, every, severities, isOnTheHour }) => ({ from, to: to.length === 1 ? to[0] : to, every, ...(severities.length === 0 ? {} : { severities }), ...(isOnTheHour ? { align: "hour" } : {}) }));
  return { ...form, owedUpdates };
}

export const boxes = [
  { id: "acknowledge", words: "Acknowledge" },
  { id: "classify", words: "Classify" },
  { id: "fillRoles", words: "Fill the roles" },
  { id: "firstUpdate", words: "First update" },
] as const;

/** How long the team has, by box and then by severity; `default` is for those that are not named. */
export type TimeBoxes = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function timeBoxesOf(form: ProcessForm): TimeBoxes {
  const own = isMembers(form["timeBoxes"]) ? form["timeBoxes"] : {};
  return Object.fromEntries(boxes.map(({ id }) => [id, Object.fromEntries(Object.entries(membersOf(own[id])).map(([severity, span]) => [severity, textOf(span)]))]));
}

export function withTimeBoxes(form: ProcessForm, timeBoxes: TimeBoxes): ProcessForm {
  const kept = Object.entries(timeBoxes).map(([box, spans]): [string, Members] => [box, filled(spans)]).filter(([, spans]) => Object.keys(spans).length > 0);
  return { ...form, timeBoxes: Object.fromEntries(kept) };
}

export interface GridCell {
  verdict: "allowed" | "confirm" | "forbidden";
  because: string;
  roles: string[];
  tell: string[];
  updateEvery: string;
  actions: string[];
}

const strictness = ["allowed", "confirm", "forbidden"] as const;
const listsIn = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isMembers) : []);
const covers = (entry: Members, priority: string, severity: string) => textsOf(entry["priority"]).includes(priority) && textsOf(entry["severity"]).includes(severity);

/** What the grid says of one pair, all its entries together. */
export function cellOf(form: ProcessForm, priority: string, severity: string): GridCell {
  const entries = listsIn(form["grid"]).filter((entry) => covers(entry, priority, severity));
  const asks = entries.map((entry) => membersOf(entry["ask"]));
  const verdicts = entries.map((entry) => strictness.indexOf((entry["verdict"] ?? "allowed") as GridCell["verdict"]));
  const verdict = strictness[Math.max(0, ...verdicts)] ?? "allowed";
  const together = (name: string) => [...new Set(asks.flatMap((ask) => textsOf(ask[name])))];
  return {
    verdict,
    because: entries.map((entry) => textOf(entry["because"])).find((words) => words !== "") ?? "",
    ...{ roles: together("roles"), tell: together("tell"), actions: together("actions") },
    updateEvery: together("updateEvery")[0] ?? "",
  };
}

/** The process with another cell: what other entries say of other pairs stays, and the pair has one entry of its own, or none where nothing is said. */
export function withCell(form: ProcessForm, priority: string, severity: string, cell: GridCell): ProcessForm {
  const rest = listsIn(form["grid"]).flatMap((entry) => (covers(entry, priority, severity) ? withoutPair(entry, priority, severity) : [entry]));
  const ask = filled({ roles: cell.roles, updateEvery: cell.updateEvery, tell: cell.tell, actions: cell.actions });
  const own = { priority, severity, ...(cell.verdict === "allowed" ? {} : { verdict: cell.verdict }), ...filled({ because: cell.because }), ...(Object.keys(ask).length === 0 ? {} : { ask }) };
  return { ...form, grid: Object.keys(own).length === 2 ? rest : [...rest, own] };
}

/** An entry for everything that it spoke of but one pair. */
function withoutPair(entry: Members, priority: string, severity: string): Members[] {
  const [priorities, severities] = [textsOf(entry["priority"]), textsOf(entry["severity"])];
  const otherSeverities = severities.filter((id) => id !== severity);
  const otherPriorities = priorities.filter((id) => id !== priority);
  const short = (ids: readonly string[]) => (ids.length === 1 ? ids[0] : ids);
  return [
    ...(otherPriorities.length === 0 ? [] : [{ ...entry, priority: short(otherPriorities), severity: short(severities) }]),
    ...(otherSeverities.length === 0 ? [] : [{ ...entry, priority, severity: short(otherSeverities) }]),
  ];
}

/** A new id after those that are there: `sev5` after `sev4`. */
export function newId(taken: readonly string[], stem: string): string {
  for (let count = taken.length; ; count += 1) if (!taken.includes(`${stem}${count}`)) return `${stem}${count}`;
}

function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

/** Without what is empty. */
function filled(members: Readonly<Record<string, unknown>>): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== "" && value !== undefined && !(Array.isArray(value) && value.length === 0)));
}
