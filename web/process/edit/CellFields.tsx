import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { cellOf, type GridCell, namedIn, withCell } from "../process-form.ts";
import { ChoiceOf, useAudienceOptions } from "./ChoiceOf.tsx";
import type { FieldsProps } from "./fields-props.ts";
import classes from "./Edit.module.css";

const verdicts = [
  { value: "allowed", label: "allowed" },
  { value: "confirm", label: "confirm" },
  { value: "forbidden", label: "forbidden" },
];

/** One pair of priority and severity: whether it may be, why, and what it asks. */
export function CellFields({ form, onChange, priority, severity }: FieldsProps & { priority: string; severity: string }) {
  const cell = cellOf(form, priority, severity);
  const audiences = useAudienceOptions();
  const nameOf = (member: "severities" | "priorities", id: string) => namedIn(form, member).find((one) => one.id === id)?.name ?? id;
  const set = (part: Partial<GridCell>) => onChange(withCell(form, priority, severity, { ...cell, ...part }));
  return (
    <div className={classes["rows"]}>
      <p><b>{nameOf("priorities", priority)} with {nameOf("severities", severity)}</b></p>
      <SegmentedControl aria-label="Verdict" data={verdicts} value={cell.verdict} onChange={(verdict) => set({ verdict: verdict as GridCell["verdict"] })} />
      <Textarea label="Because" autosize minRows={1} maxLength={2_000} value={cell.because} onChange={(event) => set({ because: event.currentTarget.value })} />
      {cell.verdict === "forbidden" ? null : (
        <>
          <ChoiceOf label="Asks for a holder of" options={namedIn(form, "roles")} chosen={cell.roles} onChange={(roles) => set({ roles })} />
          <ChoiceOf label="Tells" options={audiences} chosen={cell.tell} onChange={(tell) => set({ tell })} />
          <TextInput label="News every" placeholder="1h" value={cell.updateEvery} onChange={(event) => set({ updateEvery: event.currentTarget.value.trim() })} />
        </>
      )}
    </div>
  );
}
