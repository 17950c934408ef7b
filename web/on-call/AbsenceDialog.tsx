import { SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { ApiProblem } from "../api/client.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import "../design/mantine-form-styles.ts";
import { fieldMoment } from "./swap-words.ts";
import classes from "./Swaps.module.css";

interface Draft {
  kind: "days" | "hours";
  from: string;
  to: string;
  reason: string;
}

function wishOf({ kind, from, to, reason }: Draft): object | null {
  const why = reason.trim() === "" ? {} : { reason: reason.trim() };
  if (kind === "days") return from === "" || to === "" ? null : { firstDay: from, lastDay: to, ...why };
  const [begins, ends] = [fieldMoment(from), fieldMoment(to)];
  return begins === null || ends === null ? null : { from: new Date(begins).toISOString(), to: new Date(ends).toISOString(), ...why };
}

/** Says when one is away: whole days, or hours. */
export function AbsenceDialog({ onAdd, onClose }: { onAdd: (wish: object) => Promise<void>; onClose: () => void }) {
  const [draft, setDraft] = useState<Draft>({ kind: "days", from: "", to: "", reason: "" });
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const wish = wishOf(draft);
  const change = (part: Partial<Draft>) => {
    setProblem(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = async () => {
    if (wish === null) return;
    setBusy(true);
    await onAdd(wish).then(onClose, (refused: unknown) => setProblem(refused instanceof ApiProblem ? refused : null));
    setBusy(false);
  };
  const isDays = draft.kind === "days";
  const type = isDays ? "date" : "datetime-local";
  return (
    <FormDialog title="Say when you are away" confirm="Note it" isReady={wish !== null} isBusy={isBusy} problem={problem} onSubmit={() => void submit()} onClose={onClose}>
      <SegmentedControl fullWidth aria-label="Days or hours" data={[{ value: "days", label: "Whole days" }, { value: "hours", label: "Hours" }]} value={draft.kind} onChange={(kind) => change({ kind: kind as Draft["kind"], from: "", to: "" })} />
      <div className={classes["pair"]}>
        <TextInput type={type} label={isDays ? "First day" : "From"} required withAsterisk={false} value={draft.from} onChange={(event) => change({ from: event.currentTarget.value, ...(isDays && draft.to === "" ? { to: event.currentTarget.value } : {}) })} />
        <TextInput type={type} label={isDays ? "Last day" : "To"} required withAsterisk={false} value={draft.to} onChange={(event) => change({ to: event.currentTarget.value })} />
      </div>
      <p className={classes["small"]}>{isDays ? "From midnight to midnight in your own time zone." : "Your clock."} Schedules do not change by it: where it clashes with a turn of yours, you are told.</p>
      <TextInput label="Why" description="Only you and managers see it." maxLength={500} value={draft.reason} onChange={(event) => change({ reason: event.currentTarget.value })} />
    </FormDialog>
  );
}
