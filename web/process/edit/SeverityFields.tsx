import { Button, Textarea, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { newId, severitiesOf, type SeverityRow, withSeverities } from "../process-form.ts";
import type { FieldsProps } from "./fields-props.ts";
import { RowMoves } from "./RowMoves.tsx";
import classes from "./Edit.module.css";

/** The severities in their order, the worst first. */
export function SeverityFields({ form, onChange }: FieldsProps) {
  const rows = severitiesOf(form);
  const change = (next: readonly SeverityRow[]) => onChange(withSeverities(form, next));
  const set = (id: string, part: Partial<SeverityRow>) => change(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const add = () => {
    const id = newId(rows.map((row) => row.id), "sev");
    change([...rows, { id, name: id.replace("sev", "Sev "), when: "", respond: "" }]);
  };
  return (
    <div className={classes["rows"]}>
      <p className={classes["pale"]}>The worst first. When it is one, and what the organization does then.</p>
      {rows.map(({ id, name, when, respond }, place) => (
        <fieldset key={id} className={classes["severity"]} aria-label={name || id}>
          <TextInput aria-label={`Name of ${id}`} placeholder="Name" maxLength={200} value={name} onChange={(event) => set(id, { name: event.currentTarget.value })} />
          <Textarea aria-label={`When it is ${id}`} placeholder="When" autosize minRows={1} maxLength={2_000} value={when} onChange={(event) => set(id, { when: event.currentTarget.value })} />
          <Textarea aria-label={`What is done at ${id}`} placeholder="What the organization does" autosize minRows={1} maxLength={2_000} value={respond} onChange={(event) => set(id, { respond: event.currentTarget.value })} />
          <RowMoves rows={rows} place={place} name={name || id} onChange={change} />
        </fieldset>
      ))}
      <Button className={classes["add"] ?? ""} size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={add}>Another severity</Button>
    </div>
  );
}
