import { Checkbox } from "@mantine/core";
import type { CandidateView } from "../../server/features/on-call/swap.contract.ts";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { turnWords } from "./swap-words.ts";
import classes from "./Swaps.module.css";

export interface CoverPeopleProps {
  candidates: readonly CandidateView[] | undefined;
  chosen: readonly string[];
  onChoose: (people: string[]) => void;
}

function describe({ whyNot, onlyFor, isInRotation, load }: CandidateView): string | undefined {
  if (onlyFor !== null) return `Only if you change places: you take ${turnWords(onlyFor)}`;
  if (whyNot !== null) return whyNot;
  const place = isInRotation ? [] : ["on a schedule of the same escalation"];
  return [...place, ...(load === null ? [] : [`${load} weighted hours in 180 days`])].join("; ") || undefined;
}

/** Who could take it, least load first; who cannot is named with the reason. */
export function CoverPeople({ candidates, chosen, onChoose }: CoverPeopleProps) {
  if (candidates === undefined) return <RowsSkeleton rows={3} />;
  if (candidates.length === 0) return <p className={classes["text"]}>Nobody else stands on this schedule, or on one beside it. A manager can change who is on call.</p>;
  const isExchange = (id: string) => candidates.some(({ personId, onlyFor }) => personId === id && onlyFor !== null);
  const toggle = (id: string, isOn: boolean) => {
    // Changing places is between two: whoever is asked for that is asked alone.
    if (isOn && isExchange(id)) return onChoose([id]);
    onChoose(candidates.map(({ personId }) => personId).filter((one) => (one === id ? isOn : chosen.includes(one) && !isExchange(one))));
  };
  return (
    <fieldset className={classes["plain"]}>
      <legend className={classes["small"]}>Who to ask, those with the least on call first</legend>
      <div className={classes["people"]}>
        {candidates.map((one) => (
          <Checkbox
            key={one.personId}
            className={classes["person"] ?? ""}
            label={one.name}
            description={describe(one)}
            disabled={one.whyNot !== null && one.onlyFor === null}
            checked={chosen.includes(one.personId)}
            onChange={(event) => toggle(one.personId, event.currentTarget.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
