import type { PageView } from "../../server/features/paging/contract.ts";
import { capital, numberWord } from "../design/number-words.ts";
import { isOpen } from "./attempts.ts";

export interface SubjectPages {
  id: string;
  title: string;
  serviceName: string | null;
  alertId: string | null;
  openedAt: string;
  pages: PageView[];
}

/** Pages by what they are about, in the order in which they came. */
export function bySubject(pages: readonly PageView[]): SubjectPages[] {
  const subjects = new Map<string, SubjectPages>();
  for (const page of pages) {
    const { id } = page.subject;
    const known = subjects.get(id);
    if (known) known.pages.push(page);
    else subjects.set(id, { id, title: page.title === "" ? "Something that is gone" : page.title, serviceName: page.serviceName, alertId: page.alertId, openedAt: page.openedAt, pages: [page] });
  }
  return [...subjects.values()];
}

/** What follows when the reader cannot; administrators are the last who are turned to. */
export function cannotWords(waiting: readonly SubjectPages[]): string {
  const isLast = waiting.every(({ pages }) => pages.every(({ via }) => via === "administrators"));
  return isLast ? "“I can’t” is noted; nobody is left to turn to after the administrators." : "“I can’t” turns to the next person at once.";
}

/** What the list of pages opens with. */
export function pagesLede(waiting: readonly SubjectPages[], recent: readonly PageView[]): { so: string; next: string } {
  const [first] = waiting;
  if (first && waiting.length === 1) return { so: `One page waits for your answer: ${first.title}.`, next: cannotWords(waiting) };
  if (first) return { so: `${capital(numberWord(waiting.length))} pages wait for your answer.`, next: cannotWords(waiting) };
  const others = bySubject(recent.filter(isOpen));
  if (others.length > 0) return { so: "No page waits for you.", next: othersWords(others) };
  return { so: "No page waits for an answer.", next: recent.length === 0 ? "Every page will stand here, with every attempt to reach somebody." : "Below is every attempt to reach somebody." };
}

function othersWords(others: readonly SubjectPages[]): string {
  const [first] = others;
  const name = first?.pages.find(isOpen)?.personName ?? "somebody";
  return others.length === 1 ? `${first?.title ?? ""} waits for ${name}.` : `${capital(numberWord(others.length))} wait for others.`;
}
