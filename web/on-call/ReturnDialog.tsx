import { Select } from "@mantine/core";
import { useState } from "react";
import type { PersonShiftView } from "../../server/features/on-call/contract.ts";
import type { SwapView } from "../../server/features/on-call/swap.contract.ts";
import { ApiProblem } from "../api/client.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import { toast } from "../design/toasts.ts";
import { useOfNow } from "../design/NowProvider.tsx";
import "../design/mantine-form-styles.ts";
import { turnWords } from "./swap-words.ts";
import classes from "./Swaps.module.css";
import { useSwapVerbs } from "./use-swaps.ts";

/** Takes somebody's turn only if they take one in return: which one. */
export function ReturnDialog({ swap, shifts, onClose }: { swap: SwapView; shifts: readonly PersonShiftView[]; onClose: () => void }) {
  const { answer, isPending } = useSwapVerbs();
  const coming = useOfNow((now) => shifts.findIndex(({ from }) => Date.parse(from) > now));
  const choices = coming < 0 ? [] : shifts.slice(coming);
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const shift = choices.find((one) => `${one.scheduleId} ${one.from}` === chosen);
  const propose = async () => {
    if (!shift) return;
    try {
      await answer(swap.id, { answer: "propose", back: { scheduleId: shift.scheduleId, from: shift.from, to: shift.to } });
      toast(`${swap.giver.name} is asked to take that in return`);
      onClose();
    } catch (refused) {
      setProblem(refused instanceof ApiProblem ? refused : null);
    }
  };
  return (
    <FormDialog title={`One of yours for ${swap.giver.name}’s`} confirm="Propose it" isReady={shift !== undefined} isBusy={isPending} problem={problem} onSubmit={() => void propose()} onClose={onClose}>
      <p className={classes["text"]}>You would take {turnWords(swap.turn)}. Nothing changes unless {swap.giver.name} says yes.</p>
      <Select
        label={`What ${swap.giver.name} takes in return`}
        data={choices.map((one) => ({ value: `${one.scheduleId} ${one.from}`, label: turnWords(one) }))}
        value={chosen}
        placeholder={choices.length === 0 ? "You have no turn to come" : "Choose a turn of yours"}
        onChange={(value) => {
          setProblem(null);
          setChosen(value);
        }}
      />
    </FormDialog>
  );
}
