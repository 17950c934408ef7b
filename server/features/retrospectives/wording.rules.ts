/** Words that may read as blame, where they stand in the text (UTF-16 places), and what to write instead. */
export interface Blame {
  start: number;
  end: number;
  words: string;
  /** What may stand there instead, as it is; empty where the words may go; null where only the writer knows. */
  replacement: string | null;
  advice: string;
}

interface Pattern {
  find: RegExp;
  replacement: string | null;
  advice: string;
  /** True where the words before show that nobody is meant. */
  isHarmless?: (before: string) => boolean;
}

const judgement = "Leave the judgement out. Say what made it reasonable at the time.";
const hindsight = "Say what was known then, and what would have shown it sooner.";
const conditions = "Name the conditions that made it easy to happen, not a person.";

const people = "engineers?|operators?|developers?|responders?|commanders?|managers?|administrators?|admins?|reviewers?|authors?|on-call|the team|teams?|staff|him|her|them|me|us";
const machines =
  /\b(alerts?|alias|api|backups?|balancers?|builds?|caches?|calls?|certificates?|checks?|clients?|clusters?|connections?|containers?|daemons?|databases?|deploy(ment)?s?|disks?|drives?|health ?checks?|hosts?|index(es)?|instances?|it|jobs?|lookups?|machines?|migrations?|monitors?|networks?|nodes?|pages?|pipelines?|pods?|process(es)?|probes?|prox(y|ies)|queries|query|queues?|replicas?|requests?|retries|retry|rollbacks?|routers?|scripts?|servers?|services?|software|systems?|tasks?|tests?|threads?|transactions?|volumes?|webhooks?|which|that|workers?)$/i;

const patterns: readonly Pattern[] = [
  { find: /\b(?:carelessly|recklessly|negligently|stupidly|foolishly|sloppily|lazily|irresponsibly|thoughtlessly|incompetently|inexcusably)\b/gi, replacement: "", advice: judgement },
  { find: /\b(?:careless|reckless|negligent|stupid|foolish|sloppy|lazy|irresponsible|incompetent|idiotic|dumb|inexcusable|unprofessional)\b/gi, replacement: null, advice: judgement },
  { find: /\b(?:carelessness|recklessness|negligence|stupidity|laziness|incompetence|idiots?|common sense)\b/gi, replacement: null, advice: judgement },
  { find: /\b(?:human|operator|user|pilot) errors?\b/gi, replacement: null, advice: "Go on asking: what made this step easy to get wrong, and what did nothing catch?" },
  { find: /\b(?:should(?:n['’]t| not)?(?: never)?|ought(?: not)? to|could easily) have\b|\bshould['’]ve\b/gi, replacement: null, advice: hindsight },
  { find: /\b(?:failed|forgot|neglected|omitted) to\b/gi, replacement: "did not", advice: hindsight, isHarmless: (before) => machines.test(before) },
  { find: /\b(?:did not|didn['’]t) bother to\b/gi, replacement: "did not", advice: judgement },
  { find: /\b(?:fault of|at fault|fault lies with|(?:his|her|their|our|your|my|whose) (?:fault|mistake|blunder)|[\p{L}-]{1,40}['’]s (?:fault|mistake|blunder))(?![\p{L}-])/giu, replacement: null, advice: conditions },
  { find: new RegExp(`\\b(?:mistake|error|blunder|oversight)s? (?:made )?by (?:an? |the |our |their )?(?:${people})\\b`, "gi"), replacement: null, advice: conditions },
  { find: /\b(?:[Mm]istake|[Ee]rror|[Bb]lunder|[Oo]versight)s? (?:made )?by \p{Lu}[\p{L}'’-]*/gu, replacement: null, advice: conditions },
  { find: /\bblam(?:e|es|ed|ing)\b/gi, replacement: null, advice: conditions, isHarmless: (before) => /\b(?:git|without|no)$/i.test(before) },
  { find: /\b(?:guilty|culprits?|(?:screwed|messed) (?:it )?up|botched)\b/gi, replacement: null, advice: conditions },
];

/** Finds words that read as blame in English text, in the order in which they stand. What is quoted as code is left alone. */
export function findBlame(text: string): Blame[] {
  const prose = withoutCode(text);
  const found = patterns.flatMap((pattern) => findIn(prose, pattern)).sort((a, b) => a.start - b.start || b.end - a.end);
  let told = 0;
  return found.filter(({ start, end }) => {
    const isNew = start >= told;
    if (isNew) told = end;
    return isNew;
  });
}

/** The text with another wording taken; as it was where there is none to take. */
export function takeWording(text: string, { start, end, replacement }: Blame): string {
  if (replacement === null) return text;
  const isGap = replacement === "" && text.charAt(end) === " ";
  return `${text.slice(0, start)}${replacement}${text.slice(isGap ? end + 1 : end)}`;
}

const nearby = 30;

function findIn(prose: string, { find, replacement, advice, isHarmless }: Pattern): Blame[] {
  return [...prose.matchAll(find)].flatMap(({ index, 0: words }) => {
    const before = prose.slice(Math.max(0, index - nearby), index).trimEnd();
    const end = index + words.length;
    if (isHarmless?.(before)) return [];
    const fits = replacement === "did not" && /\b(?:has|have|had|having|who['’]ve|they['’]ve|we['’]ve)$/i.test(before) ? null : replacement;
    return [{ start: index, end, words, replacement: fits, advice }];
  });
}

/** Code becomes blanks, so that places stay where they are. */
function withoutCode(text: string): string {
  let fence: string | null = null;
  const lines = text.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    if (fence === null && mark === null) return line.replace(/`[^`]+`/g, (code) => " ".repeat(code.length));
    if (fence === null) fence = mark;
    else if (mark !== null && mark.startsWith(fence)) fence = null;
    return " ".repeat(line.length);
  });
  return lines.join("\n");
}
