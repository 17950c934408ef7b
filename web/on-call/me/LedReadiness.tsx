import type { ComingReadinessView } from "../../../server/features/on-call/readiness.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { Section } from "../../design/Section.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import classes from "./MyOnCall.module.css";

const most = 12;

/** Of several shifts of one person on one schedule only the next is asked about. */
function isFirst({ scheduleId, personId }: ComingReadinessView, place: number, all: readonly ComingReadinessView[]): boolean {
  return all.findIndex((other) => other.scheduleId === scheduleId && other.personId === personId) === place;
}

/** For whoever leads a team: who begins in the next two weeks, and whether they have seen to it. A fact, no blame; pages go out all the same. */
export function LedReadiness({ me }: { me: string | null }) {
  const { data } = useAddress<List<ComingReadinessView>>("on-call", "/api/v1/readiness");
  const others = (data?.items ?? []).filter(({ personId }) => personId !== me).filter(isFirst);
  if (others.length === 0) return null;
  return (
    <Section title="Who begins next" count={others.length} side="in two weeks">
      <ul>
        {others.slice(0, most).map(({ scheduleId, scheduleName, personId, name, from, readyAt }) => (
          <li key={`${scheduleId} ${personId} ${from}`} className={classes["led"]}>
            <span>
              {name} <span className={classes["small"]}>{scheduleName}, {fullMomentWords(Date.parse(from))}</span>
            </span>
            <span className={readyAt === null ? classes["small"] : classes["ready"]}>{readyAt === null ? "not yet said" : "ready"}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
