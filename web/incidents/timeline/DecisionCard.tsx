import { IconCheck } from "@tabler/icons-react";
import { useOfNow } from "../../design/NowProvider.tsx";
import { momentWords } from "../../design/wording.ts";
import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";
import { useRoom } from "../room-context.tsx";
import { firstName, youOr } from "../room-words.ts";
import classes from "./Timeline.module.css";

type Decision = IncidentDetail["decisions"][number];

/** What a line decided, as far as the room knows more of it than its words. */
export function useDecision(entry: number | null): Decision | null {
  return useRoom().incident.decisions.find((decision) => decision.entry === entry) ?? null;
}

/** `Decision: raise to Sev 1`. */
export function decisionTitle(decision: Decision | null): string {
  const chosen = decision === null || decision.chosen === null ? null : decision.options[decision.chosen];
  return typeof chosen !== "string" ? "Decision" : `Decision: ${chosen}`;
}

function Looking({ decision }: { decision: Decision }) {
  const { me } = useRoom();
  const { decidedBy, lookAgainAt, lookedAt, isDue } = decision;
  const next = useOfNow((now) => (lookAgainAt === null ? "" : momentWords(Date.parse(lookAgainAt), now)));
  const last = useOfNow((now) => (lookedAt === null ? "" : momentWords(Date.parse(lookedAt), now)));
  const who = decidedBy === null ? "Somebody" : firstName(youOr(decidedBy, me));
  const looks = who === "You" ? "look" : "looks";
  return (
    <>
      {lookAgainAt === null ? null : <p>{isDue ? `To be looked at again since ${next}, by ${who === "You" ? "you" : who}` : `${who} ${looks} again at ${next}`}</p>}
      {lookedAt === null || isDue ? null : <p>Looked at again at {last}; it stands.</p>}
    </>
  );
}

/** What else could have been done, what a decision rests on, and when somebody looks again. */
export function DecisionParts({ decision }: { decision: Decision }) {
  const { options, chosen, evidence } = decision;
  return (
    <div className={classes["parts"]}>
      {options.length === 0 ? null : (
        <ul aria-label="Options">
          {options.map((option, index) => (
            <li key={index} data-chosen={index === chosen || undefined}>
              {index === chosen ? <IconCheck size={13} stroke={1.9} aria-label="Chosen:" /> : null}
              <span dir="auto">{option ?? "taken out"}</span>
            </li>
          ))}
        </ul>
      )}
      {evidence.map(({ entry, by, words }) => (
        <p key={entry} dir="auto">Rests on {firstName(by)}: {words}</p>
      ))}
      <Looking decision={decision} />
    </div>
  );
}
