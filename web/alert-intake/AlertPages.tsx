import type { EscalationView } from "../../server/features/escalation/contract.ts";
import type { PageView } from "../../server/features/paging/contract.ts";
import type { ApiProblem } from "../api/client.ts";
import { AttemptTable } from "../design/AttemptTable.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { momentWords } from "../design/wording.ts";
import { attemptCount, attemptsOf } from "../paging/attempts.ts";
import { PartNotRead } from "../shell/NotRead.tsx";
import classes from "./AlertScreen.module.css";

export interface AlertPagesProps {
  /** Left out until they are known. */
  pages: readonly PageView[] | undefined;
  problem: ApiProblem | null;
  escalation: EscalationView | undefined;
  me: string | null;
}

/** Everybody who was paged about it, by every means. */
export function AlertPages({ pages, problem, escalation, me }: AlertPagesProps) {
  if (pages === undefined) return <Section title="Pages">{problem === null ? <RowsSkeleton rows={3} /> : <PartNotRead problem={problem} />}</Section>;
  const people = attemptsOf(pages, me);
  if (people.length === 0) {
    return (
      <Section title="Pages" count="none">
        <p className={classes["note"]}><WaitingWords escalation={escalation} /></p>
      </Section>
    );
  }
  return (
    <Section title="Pages" count={attemptCount(people)}>
      <AttemptTable people={people} />
    </Section>
  );
}

function WaitingWords({ escalation }: { escalation: EscalationView | undefined }) {
  const until = escalation?.status === "deferred" && escalation.nextAt !== null ? Date.parse(escalation.nextAt) : null;
  return useOfNow((now) => (until === null ? "Nobody was paged about it. The decisions above say why." : `Nobody is paged before ${momentWords(until, now)}: low urgency waits for working hours.`));
}
