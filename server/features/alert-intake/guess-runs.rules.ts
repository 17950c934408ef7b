import type { Holder, Leaf } from "./guess-leaves.rules.ts";
import { isOfCommit } from "./guess-title.rules.ts";

const runs = new Set(["run", "build", "deploy", "deployment", "execution"]);

/** What is run time and again, as jobs and builds are: the identifier of one run is new the next time. */
export interface Runs {
  /** Whether a bare `id` is that of a run. */
  isRun: boolean;
  /** Whether an identifier stands for one run. */
  isOfOneRun: (leaf: Leaf) => boolean;
}

export function runsIn(leaves: readonly Leaf[]): Runs {
  const holdersOf = (is: (leaf: Leaf) => boolean) => new Set<Holder>(leaves.filter(is).map(({ holder }) => holder));
  const ended = holdersOf(isOfEnding);
  const finished = holdersOf(isFinish);
  const processes = holdersOf(isOfProcess);
  const numbered = holdersOf(isRunId);
  const ids = new Set<unknown>([...leaves.filter(isRunId).map(({ value }) => value), ...leaves.flatMap(runInAddress)]);
  const isNamed = leaves.some(isJobName);
  const isRunTold = leaves.some(isKindOfRun);
  const isOfOneRun = (leaf: Leaf) => {
    const hasEnded = ended.has(leaf.holder);
    if (ids.has(leaf.value)) return true;
    // Beside the number of a run, that of its job stays.
    if (isOfJob(leaf)) return !numbered.has(leaf.holder) && (hasEnded || (!isNamed && made.test(String(leaf.value))));
    return leaf.words.length === 1 && (isRunTold || processes.has(leaf.holder) ? hasEnded : finished.has(leaf.holder));
  };
  return { isRun: leaves.some(isOfRun) || leaves.some(isOfCommit), isOfOneRun };
}

function isFinish({ words, value }: Leaf): boolean {
  return words[0] === "finished" && value !== null;
}

/** What has a number among processes is one run of a program. */
function isOfProcess({ words, value }: Leaf): boolean {
  return words.length === 1 && words[0] === "pid" && value !== null;
}

const ends = new Set(["stopped", "finished", "completed", "ended", "end", "finish", "duration"]);

/** What tells when it ended is one run of a job, and its `id` that of the run. */
export function isOfEnding({ words }: Leaf): boolean {
  return words.some((word) => ends.has(word)) && !words.some((word) => /^(?:last|previous|next|scheduled)$/.test(word));
}

function isRunId({ holder, words }: Leaf): boolean {
  return /^u?u?id$/.test(words.at(-1) ?? "") && runs.has((words.length > 1 ? words.at(-2) : holder.words.at(-1)) ?? "");
}

/** `https://ci.example/builds/147a3212` leads to one run. */
function runInAddress({ value }: Leaf): string[] {
  const [, run] = (typeof value === "string" && /^https?:\/\/[^?#]*\/(?:runs?|builds?|deployments?|executions?)\/([\w-]{4,64})(?:[/?#]|$)/.exec(value)) || [];
  return run === undefined ? [] : [run];
}

/** Where a run is told by its number, a bare `id` is that of the run. */
function isOfRun({ holder, words, value }: Leaf): boolean {
  return holder.depth === 0 && value !== null && words.length === 2 && runs.has(words[0]!) && /^(?:id|uuid|number|url)$/.test(words[1]!);
}

const jobs = new Set(["job", "task", "script", "playbook", "backup", "workflow", "flow", "dag", "pipeline"]);
/** An identifier that nobody chose. */
const made = /^\d+$|^[\da-f-]{16,}$/i;

/** A job without a name is one run of whatever is run. */
function isJobName({ words, holder, value }: Leaf): boolean {
  const [first = "", last] = words;
  const isName = last === undefined ? jobs.has(first) || (/^(?:name|title)$/.test(first) && jobs.has(holder.words.at(-1) ?? "")) : jobs.has(first) && /^(?:name|title|label)$/.test(last);
  return isName && words.length <= 2 && typeof value === "string";
}

/** `"kind": "pipeline"`: what is told of is one run. */
function isKindOfRun({ words, holder, value }: Leaf): boolean {
  return holder.depth === 0 && /^(?:kind|type)$/.test(words.at(-1) ?? "") && typeof value === "string" && (jobs.has(value) || runs.has(value));
}

function isOfJob({ words, holder }: Leaf): boolean {
  return words.length === 1 ? jobs.has(holder.words.at(-1) ?? "") : words.length === 2 && jobs.has(words[0]!);
}
