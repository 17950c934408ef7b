import { capital, everyWords, listWords, midSentence, shortSpan, spanWords, type Names } from "./phrases.rules.ts";
import { cellOf, type Involved } from "./process.rules.ts";
import type { Block, GridRow } from "./block.rules.ts";
import type { WholeProcess } from "./whole-process.rules.ts";

const yesNo = (isSo: boolean) => (isSo ? "yes" : "no");

export function wordSeverities({ severities, propose }: WholeProcess, names: Names): Block[] {
  const rows = severities.map(({ id, name, when = "", respond = "" }) => ({ key: id, cells: [name, when, respond] }));
  const proposed = propose.map(({ when, severity }, place) => ({ key: `${severity} ${place}`, cells: [names.severity(severity), when] }));
  return [
    { kind: "table", key: "severities", columns: ["Name", "When", "What the organization does"], mark: "severity", rows },
    ...(proposed.length === 0 ? [] : [{ kind: "prose" as const, key: "propose", text: "Proposed from what is known of the impact, the worst that holds; a person decides." }]),
    ...(proposed.length === 0 ? [] : [{ kind: "table" as const, key: "proposals", columns: ["Proposed", "While"], mark: "plain" as const, rows: proposed }]),
  ];
}

export function wordPriorities({ priorities }: WholeProcess, names: Names): Block[] {
  if (priorities.length === 0) return [];
  const rows = priorities.map(({ id, name, criteria, hotfix, retrospective, tell, updateEvery }) => {
    const told = tell.length === 0 ? "nobody" : capital(listWords(tell.map((audience) => names.target(`audience/${audience}`)), "and"));
    return { key: id, cells: [name, criteria.join("; "), yesNo(hotfix), yesNo(retrospective), told, updateEvery === undefined ? "none" : shortSpan(updateEvery)] };
  });
  return [{ kind: "table", key: "priorities", columns: ["Name", "When", "Hotfix", "Retro", "Tells", "News every"], mark: "priority", rows }];
}

/** Every pair with its verdict and what is asked there; why, below. */
export function wordGrid(process: WholeProcess, names: Names): Block[] {
  const { severities, priorities, grid } = process;
  if (priorities.length === 0) return [];
  const rows = priorities.map(({ id, name }): GridRow => ({ key: id, name, cells: severities.map((severity) => ({ severity: severity.id, ...wordCell(process, severity.id, id, names) })) }));
  const reasons = grid.flatMap((entry) => (entry.because === undefined ? [] : [`${names.priorities(entry.priority, "or")} with ${names.severities(entry.severity, "or")}: “${midSentence(entry.because)}”.`]));
  return [
    { kind: "prose", key: "reading", text: "A pair not named is allowed. Several entries: the strictest verdict counts, and what they ask adds up." },
    { kind: "grid", key: "grid", severities: severities.map(({ id }) => id), rows },
    ...(reasons.length === 0 ? [] : [{ kind: "prose" as const, key: "because", text: reasons.join(" ") }]),
  ];
}

function wordCell(process: WholeProcess, severity: string, priority: string, names: Names) {
  const { verdict, ask } = cellOf(process, severity, priority);
  const [shortest] = ask.updateEvery;
  const asks = [
    ...ask.roles.map((role) => names.role(role).replace(/^the /, "")),
    ...ask.tell.map((audience) => names.target(`audience/${audience}`)),
    ...(shortest === undefined ? [] : [everyWords(shortest)]),
    ...ask.actions.map(midSentence),
  ];
  return { verdict, text: asks.join(", ") };
}

export function wordErrorBudget({ errorBudget: { remaining, velocity } }: WholeProcess, names: Names): Block[] {
  const left = remaining.map(({ atMost, priority }, place) => ({ key: `${place}`, cells: [names.priority(priority), `at most ${atMost} % is left, and by the trend it is gone before its window ends`] }));
  const fast = velocity.map(({ moreThan, within, priority }, place) => ({ key: `v${place}`, cells: [names.priority(priority), `more than ${moreThan} % of a month's budget goes within ${spanWords(within)}`] }));
  if (left.length + fast.length === 0) return [];
  return [
    { kind: "prose", key: "budget", text: "For an objective without a priority of its own." },
    { kind: "table", key: "budgets", columns: ["Priority", "When of the error budget"], mark: "priority", rows: [...left, ...fast] },
  ];
}

/** Who joins, is told once, is kept told, and when an expert is asked: by severity. */
export function wordBroughtIn(process: WholeProcess, names: Names): Block[] {
  const { severities, join, notify, loopIn, consultExpertAfter } = process;
  const people = (entries: readonly Involved[] | undefined) => capital(listWords((entries ?? []).map(({ who, when }) => `${names.target(who)}${when === undefined ? "" : ` (while ${when})`}`)));
  const expert = (id: string) => (consultExpertAfter?.[id] === undefined ? "" : `after ${spanWords(consultExpertAfter[id])}`);
  const rows = severities.map(({ id, name }) => ({ key: id, cells: [name, people(join[id]), people(notify[id]), people(loopIn[id]), expert(id)] }));
  if (rows.every(({ cells }) => cells.slice(1).every((cell) => cell === ""))) return [];
  return [{ kind: "table", key: "brought-in", columns: ["Severity", "Called in", "Told once", "Kept told", "An expert is asked"], mark: "severity", rows: rows.map(({ key, cells }) => ({ key, cells: cells.map((cell) => cell || "–") })) }];
}
