import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { namedIn, type OwedRow, owedOf, withOwed } from "../process-form.ts";
import { ChoiceOf, useAudienceOptions } from "./ChoiceOf.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { RowMoves } from "./RowMoves.tsx";
import classes from "./Edit.module.css";

/** Who owes whom news, and how often. */
export function NewsFields({ form, onChange }: FieldsProps) {
  const rows = owedOf(form);
  const roles = namedIn(form, "roles");
  const targets = [...roles, ...useAudienceOptions().map(({ id, name }) => ({ id: `audience/${id}`, name }))];
  const change = (next: readonly OwedRow[]) => onChange(withOwed(form, next));
  const add = () => change([...rows, { from: roles[0]?.id ?? "", to: [], every: "1h", severities: [], isOnTheHour: false }]);
  return (
    <div className={classes["rows"]}>
      <p className={classes["pale"]}>An update is owed by whoever holds the role. Without a severity it is owed in every incident.</p>
      {rows.map((row, place) => {
        const name = `update ${place + 1}`;
        const set = (part: Partial<OwedRow>) => change(rows.map((one, other) => (other === place ? { ...one, ...part } : one)));
        return (
          <fieldset key={place} className={classes["news"]} aria-label={name}>
            <NativeSelect aria-label={`Who owes ${name}`} data={roles.map(({ id, name: label }) => ({ value: id, label }))} value={row.from} onChange={(event) => set({ from: event.currentTarget.value })} />
            <TextInput aria-label={`${name}, every`} placeholder="every 15m" value={row.every} onChange={(event) => set({ every: event.currentTarget.value.trim() })} />
            <Checkbox label="on the hour" checked={row.isOnTheHour} onChange={(event) => set({ isOnTheHour: event.currentTarget.checked })} />
            <RowMoves rows={rows} place={place} name={name} isUnordered onChange={change} />
            <ChoiceOf label="to" options={targets.filter(({ id }) => id !== row.from)} chosen={row.to} onChange={(to) => set({ to })} />
            <ChoiceOf label="at" options={namedIn(form, "severities")} chosen={row.severities} onChange={(severities) => set({ severities })} />
          </fieldset>
        );
      })}
      <Button className={classes["add"] ?? ""} size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={add}>Another update</Button>
    </div>
  );
}
