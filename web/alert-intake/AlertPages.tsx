import type { EscalationView } from "../../server/features/escalation/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import { AttemptTable } from "../design/AttemptTable.tsx";
import { Section } from "../design/Section.tsx";
import { timeOfDay } from "../design/wording.ts";
import { attemptCount, attemptsOf } from "../paging/attempts.ts";
import classes from "./AlertScreen.module.css";

export interface AlertPagesProps {
  pages: readonly PageView[];
  escalation: EscalationView | undefined;
  me: string | null;
}

/** Everybody who was paged about it, by every means. */
export function AlertPages({ pages, escalation, me }: AlertPagesProps) {
  const people = attemptsOf(pages, me);
  if (people.length === 0) {
    return (
      <Section title="Pages" count="none">
        <p className={classes["note"]}>{waitingWords(escalation)}</p>
      </Section>
    );
  }
  return (
    <Section title="Pages" count={attemptCount(people)}>
      <AttemptTable people={people} />
    </Section>
  );
}

function waitingWords(escalation: EscalationView | undefined): string {
  if (escalation?.status === "deferred" && escalation.nextAt !== null) return `Nobody is paged before ${timeOfDay(Date.parse(escalation.nextAt))}: low urgency waits for working hours.`;
  return "Nobody was paged about it. The decisions above say why.";
}
