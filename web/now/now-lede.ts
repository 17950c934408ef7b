import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { OnCallView } from "../../server/features/on-call/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { alertsLede, type Sentences, stormLede } from "../alert-intake/alerts-lede.ts";
import { capital, numberWord } from "../design/number-words.ts";
import type { SubjectPages } from "../paging/pages-lede.ts";

export interface NowFacts {
  /** What waits for the reader's own answer. */
  waiting: readonly SubjectPages[];
  open: readonly AlertView[];
  /** Pages that wait for an answer, read only where `open` does not hold all that is open; else null. */
  sent: readonly PageView[] | null;
  onCall: readonly OnCallView[];
  me: string | null;
}

const cannot = "“I can’t” turns to the next person at once.";

/** What burns and who has it; where nothing does, who would be woken. */
export function nowLede(facts: NowFacts): Sentences {
  const { waiting, open, sent } = facts;
  const [newest] = waiting;
  if (newest && waiting.length === 1) return { so: `${newest.title} waits for you.`, next: `Say whether you have it; ${cannot}` };
  if (newest) return { so: `${capital(numberWord(waiting.length))} things wait for you.`, next: `The newest: ${newest.title}. ${cannot}` };
  if (open.length > 0) return sent === null ? alertsLede(open) : stormLede(open.length, sent);
  return { so: "Nothing burns.", next: readinessWords(facts) };
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
