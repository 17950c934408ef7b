import type { OwedView } from "../../server/features/communications/contract.ts";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import { alertsLede, type Sentences, type Standing } from "../alert-intake/alerts-lede.ts";
import { capital, numberWord } from "../design/number-words.ts";
import { incidentsLede } from "../incidents/list/incidents-lede.ts";
import { cannotWords, type SubjectPages } from "../paging/pages-lede.ts";

export interface NowFacts {
  /** What waits for the reader's own answer. */
  waiting: readonly SubjectPages[];
  /** What people work on. */
  incidents: readonly IncidentView[];
  /** Which news is owed, soonest first. */
  owed: readonly OwedView[];
  standing: Standing;
  onCall: readonly OnCallView[];
  me: string | null;
}

/** What burns and who has it; where nothing does, who would be woken. */
export function nowLede(facts: NowFacts): Sentences {
  const { waiting, standing } = facts;
  const [newest] = waiting;
  if (newest && waiting.length === 1) return { so: `${newest.title} waits for you.`, next: `Say whether you have it; ${cannotWords(waiting)}` };
  if (newest) return { so: `${capital(numberWord(waiting.length))} things wait for you.`, next: `The newest: ${newest.title}. ${cannotWords(waiting)}` };
  if (facts.incidents.length > 0) return burning(facts);
  if (standing.counts.open > 0) return alertsLede(standing);
  return { so: "Nothing burns.", next: readinessWords(facts) };
}

/** What is worked on, who commands it, and which news the reader owes. */
function burning({ incidents, owed, me }: NowFacts): Sentences {
  const { so, next = "" } = incidentsLede(incidents, me);
  const own = owed.find(({ person }) => person.id === me);
  if (!own) return { so, next };
  const to = own.audiences.length > 0 ? own.audiences.map(({ name }) => name).join(", ") : own.roles.map(({ name }) => name).join(", ");
  return { so, next: `${next} One update waits for you: tell ${to}.` };
}

/** Who would be woken, were something to burn. */
function readinessWords({ onCall, me }: NowFacts): string {
  if (onCall.length === 0) return "There is no schedule yet, so nobody would be woken by one.";
  const gaps = onCall.filter(({ isGap }) => isGap).map(({ scheduleName }) => scheduleName);
  if (gaps.length > 0) return `But nobody is on call for ${gaps.join(", ")}.`;
  const own = onCall.filter(({ people }) => people.some(({ personId }) => personId === me)).map(({ scheduleName }) => scheduleName);
  if (own.length > 0) return `You are on call for ${own.join(", ")}.`;
  const [first] = onCall;
  const names = first?.people.map(({ name }) => name.split(" ")[0]).join(" and ") ?? "";
  return `${names} ${first?.people.length === 1 ? "is" : "are"} on call for ${first?.scheduleName ?? ""}; every schedule has somebody.`;
}
