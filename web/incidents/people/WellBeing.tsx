import { useState } from "react";
import type { PromptView } from "../../../server/features/incidents/well-being.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { Section } from "../../design/Section.tsx";
import { useRoom } from "../room-context.tsx";
import { isRunning } from "../room-words.ts";
import classes from "./People.module.css";

/** Hours pass by no event. */
const every = 120_000;
const mostShown = 3;

/** What asks for care now, each with the fact that shows it; gone when the fact is, or once the reader has seen to it. */
export function WellBeing() {
  const { incident, path, mayWork } = useRoom();
  const [seen, setSeen] = useState<readonly string[]>([]);
  const { data } = useAddress<List<PromptView>>("incidents", mayWork && isRunning(incident) ? `${path}/well-being` : null, { every });
  const prompts = (data?.items ?? []).filter(({ key }) => !seen.includes(key));
  if (prompts.length === 0) return null;
  return (
    <Section title="Look after each other" count={prompts.length > mostShown ? `${mostShown} of ${prompts.length}` : undefined}>
      <ul>
        {prompts.slice(0, mostShown).map(({ key, fact, helps }) => (
          <li key={key} className={classes["prompt"]}>
            <p>{fact}</p>
            <p className={classes["pale"]}>{helps}</p>
            <button type="button" className={classes["fold"]} aria-label={`Seen to: ${fact}`} onClick={() => setSeen([...seen, key])}>Seen to</button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
