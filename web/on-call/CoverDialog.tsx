import { SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { PersonShiftView } from "../../server/features/on-call/contract.ts";
import type { CandidateView } from "../../server/features/on-call/swap.contract.ts";
import { ApiProblem, type List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import "../design/mantine-form-styles.ts";
import { CoverPeople } from "./CoverPeople.tsx";
import { type CoverDraft, draftOf, keyOf, spanIn, type Way, wishOf } from "./cover-draft.ts";
import { turnWords } from "./swap-words.ts";
import classes from "./Swaps.module.css";
import { useSwapVerbs } from "./use-swaps.ts";

const ways: { value: Way; label: string }[] = [
  { value: "together", label: "All at once" },
  { value: "in-turn", label: "One after another" },
];

function useCandidates(scheduleId: string | undefined, draft: CoverDraft) {
  const span = spanIn(draft);
  const path = scheduleId === undefined || span === null ? null : `/api/v1/schedules/${scheduleId}/cover?from=${span.from}&to=${span.to}`;
  const [settled] = useDebouncedValue(path, 250);
  return useAddress<List<CandidateView>>("on-call", settled);
}

/** One person's turns of the coming eight weeks, to choose what is taken in return. */
function useTurnsOf(personId: string | null, span: { from: string; to: string } | null) {
  const to = span === null ? "" : new Date(Date.parse(span.from) + 56 * 86_400_000).toISOString();
  return useAddress<List<PersonShiftView>>("on-call", personId === null || span === null ? null : `/api/v1/people/${personId}/shifts?to=${to}`).data?.items ?? [];
}

function TurnFields({ shifts, draft, onChange }: { shifts: readonly PersonShiftView[]; draft: CoverDraft; onChange: (change: Partial<CoverDraft>) => void }) {
  const chosen = shifts.find((shift) => keyOf(shift) === draft.turn);
  const choose = (key: string | null) => {
    const shift = shifts.find((one) => keyOf(one) === key);
    if (shift) onChange(draftOf(shift));
  };
  return (
    <>
      <Select label="Which turn" allowDeselect={false} data={shifts.map((shift) => ({ value: keyOf(shift), label: turnWords(shift) }))} value={draft.turn} onChange={choose} />
      <div className={classes["pair"]}>
        <TextInput type="datetime-local" label="From" required withAsterisk={false} value={draft.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
        <TextInput type="datetime-local" label="To" required withAsterisk={false} value={draft.to} onChange={(event) => onChange({ to: event.currentTarget.value })} />
      </div>
      <p className={classes["small"]}>Your clock; the schedule’s is {chosen?.timezone ?? "UTC"}. A part of the turn is fine too.</p>
    </>
  );
}

/** Asks others to take a turn, or a part of one: who can, least load first, and why others cannot. */
export function CoverDialog({ shifts, onClose }: { shifts: readonly PersonShiftView[]; onClose: () => void }) {
  const [first] = shifts;
  const [draft, setDraft] = useState<CoverDraft>(() => draftOf(first));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const { ask, isPending } = useSwapVerbs();
  const shift = shifts.find((one) => keyOf(one) === draft.turn);
  const candidates = useCandidates(shift?.scheduleId, draft);
  const items = candidates.data?.items ?? [];
  const able = items.filter(({ whyNot, onlyFor }) => whyNot === null || onlyFor !== null);
  const chosen = (draft.people ?? able.filter(({ isInRotation, onlyFor }) => isInRotation && onlyFor === null).map(({ personId }) => personId)).filter((id) => able.some(({ personId }) => personId === id));
  const [only] = chosen;
  const theirs = useTurnsOf(chosen.length === 1 && only !== undefined ? only : null, spanIn(draft));
  const exchange = items.find(({ personId }) => chosen.length === 1 && personId === only)?.onlyFor ?? null;
  const wish = shift === undefined ? null : wishOf(draft, shift.scheduleId, chosen, exchange ?? theirs.find((one) => keyOf(one) === draft.back));
  const change = (part: Partial<CoverDraft>) => {
    setProblem(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = async () => {
    if (wish !== null) await ask(wish).then(onClose, (refused: unknown) => setProblem(refused instanceof ApiProblem ? refused : null));
  };
  return (
    <FormDialog title="Ask somebody to take your turn" confirm={chosen.length > 1 ? `Ask ${chosen.length} people` : "Ask them"} isReady={wish !== null} isBusy={isPending} problem={problem ?? candidates.error} size={560} onSubmit={() => void submit()} onClose={onClose}>
      <TurnFields shifts={shifts} draft={draft} onChange={change} />
      <CoverPeople candidates={candidates.data?.items} chosen={chosen} onChoose={(people) => change({ people })} />
      {chosen.length > 1 ? <SegmentedControl fullWidth aria-label="How they are asked" data={ways} value={draft.way} onChange={(way) => change({ way: way as Way })} /> : null}
      {chosen.length === 1 && exchange === null && theirs.length > 0 ? (
        <Select clearable label="In return I take" placeholder="Nothing" data={theirs.map((one) => ({ value: keyOf(one), label: turnWords(one) }))} value={draft.back} onChange={(back) => change({ back })} />
      ) : null}
      <Textarea label="A word to them" autosize minRows={1} maxLength={500} value={draft.note} onChange={(event) => change({ note: event.currentTarget.value })} />
    </FormDialog>
  );
}
