import { useTimeout } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AdherenceView } from "../../../server/features/adherence/contract.ts";
import { useAddress } from "../../api/queries.ts";
import { Clock } from "../../design/Clock.tsx";
import { Section } from "../../design/Section.tsx";
import { useRoom } from "../room-context.tsx";
import { isRunning } from "../room-words.ts";
import classes from "./People.module.css";
import { hintsOf } from "./rule-hints.ts";

/** A rule's time comes by no event. */
const every = 60_000;
/** Judging a long log takes a while: what people came to see is read first. */
const leisure = 1_000;
const mostShown = 4;

/** What the written process asks for and is not done yet; silent when there is nothing. */
export function RuleHints() {
  const { incident, path } = useRoom();
  const [isAtLeisure, setAtLeisure] = useState(false);
  useTimeout(() => setAtLeisure(true), leisure, { autoInvoke: true });
  const { data } = useAddress<AdherenceView>("incidents", isAtLeisure && isRunning(incident) ? `${path}/adherence` : null, { every });
  const hints = hintsOf(data?.findings ?? []);
  if (hints.length === 0) return null;
  return (
    <Section
      title="The process asks"
      count={hints.length > mostShown ? `${mostShown} of ${hints.length}` : undefined}
      side={<Link to="/incidents/$ref/evidence" params={{ ref: incident.ref }}>All rules</Link>}
    >
      <ul>
        {hints.slice(0, mostShown).map(({ rule, asks, dueAt }) => (
          <li key={rule} className={classes["hint"]}>
            <p>{asks}</p>
            <Clock due={dueAt} withTime={false} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
