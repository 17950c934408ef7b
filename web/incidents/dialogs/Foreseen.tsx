import { useDebouncedValue } from "@mantine/hooks";
import type { ForesightView } from "../../../server/features/communications/foresight.contract.ts";
import { useAddress } from "../../api/queries.ts";
import { Clock } from "../../design/Clock.tsx";
import { owedWords } from "../head/owed-words.ts";
import { useRoom } from "../room-context.tsx";
import classes from "./Dialogs.module.css";
import { foresightWords } from "./foresight-words.ts";

const choosingPause = 200;
const mostOwed = 4;

/** What the choice would change, from the very command tried and taken back. It follows the choice as it changes. */
export function Foreseen({ address }: { address: string | null }) {
  const [asked] = useDebouncedValue(address, choosingPause);
  const { data, error, isPlaceholderData } = useAddress<ForesightView>("incidents", asked, { keepsLast: true });
  if (address === null || (asked === null && data === undefined)) return null;
  // A choice that is refused says so itself; what went wrong otherwise is no reason to hold the command back.
  if (error !== null) return error.status === 409 ? null : <p className={classes["small"]}>What it would change cannot be read now.</p>;
  return (
    <section className={classes["foreseen"]} aria-label="What it will change" aria-live="polite" aria-busy={isPlaceholderData || asked !== address}>
      <h3>What it will change</h3>
      {data === undefined ? <p className={classes["small"]}>Looking …</p> : <Changes foresight={data} />}
    </section>
  );
}

function Changes({ foresight }: { foresight: ForesightView }) {
  const { me } = useRoom();
  const sentences = foresightWords(foresight);
  const owed = foresight.owed.slice(0, mostOwed);
  if (sentences.length === 0 && owed.length === 0) return <p>Nobody else is woken or told, and no other update is owed.</p>;
  return (
    <>
      {sentences.length === 0 ? null : <ul>{sentences.map((words) => <li key={words}>{words}</li>)}</ul>}
      {owed.length === 0 ? null : (
        <dl>
          {owed.map((one) => (
            <div key={`${owedWords(one, me)} ${one.dueAt}`}>
              <dt>{owedWords(one, me)}</dt>
              <dd><Clock due={Date.parse(one.dueAt)} /></dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
