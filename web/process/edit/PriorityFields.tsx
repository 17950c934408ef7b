import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { newId, prioritiesOf, type PriorityRow, withPriorities } from "../process-form.ts";
import { ChoiceOf, useAudienceOptions } from "./ChoiceOf.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { RowMoves } from "./RowMoves.tsx";
import classes from "./Edit.module.css";

const mostPriorities = 5;

/** The priorities in their order, the most pressing first: what must be done. */
export function PriorityFields({ form, onChange }: FieldsProps) {
  const rows = prioritiesOf(form);
  const audiences = useAudienceOptions();
  const change = (next: readonly PriorityRow[]) => onChange(withPriorities(form, next));
  const add = () => {
    const id = newId(["p0", ...rows.map((row) => row.id)], "p");
    change([...rows, { id, name: id.toUpperCase(), criteria: [], hotfix: false, retrospective: false, tell: [], updateEvery: "" }]);
  };
  return (
    <div className={classes["rows"]}>
      <p className={classes["pale"]}>At most five, each with at most five criteria, one on a line.</p>
      {rows.map((row, place) => (
        <fieldset key={row.id} className={classes["priority"]} aria-label={row.name || row.id}>
          <Row row={row} audiences={audiences} onChange={(part) => change(rows.map((one) => (one.id === row.id ? { ...one, ...part } : one)))} />
          <RowMoves rows={rows} place={place} name={row.name || row.id} onChange={change} />
        </fieldset>
      ))}
      <Button className={classes["add"] ?? ""} size="xs" variant="default" disabled={rows.length >= mostPriorities} leftSection={<IconPlus size={14} stroke={1.8} />} onClick={add}>Another priority</Button>
    </div>
  );
}

function Row({ row, audiences, onChange }: { row: PriorityRow; audiences: readonly { id: string; name: string }[]; onChange: (part: Partial<PriorityRow>) => void }) {
  const { id, name, criteria, hotfix, retrospective, tell, updateEvery } = row;
  return (
    <>
      <TextInput aria-label={`Name of ${id}`} maxLength={200} value={name} onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <Textarea aria-label={`Criteria of ${id}`} placeholder="Criteria, one on a line" autosize minRows={1} maxRows={8} value={criteria.join("\n")} onChange={(event) => onChange({ criteria: event.currentTarget.value.split("\n") })} />
      <TextInput aria-label={`News of ${id} every`} placeholder="news: 2h" value={updateEvery} onChange={(event) => onChange({ updateEvery: event.currentTarget.value.trim() })} />
      <div className={classes["ticks"]}>
        <Checkbox label="hotfix" checked={hotfix} onChange={(event) => onChange({ hotfix: event.currentTarget.checked })} />
        <Checkbox label="retrospective" checked={retrospective} onChange={(event) => onChange({ retrospective: event.currentTarget.checked })} />
      </div>
      <ChoiceOf label={`${name || id} tells`} options={audiences} chosen={tell} onChange={(next) => onChange({ tell: next })} />
    </>
  );
}
