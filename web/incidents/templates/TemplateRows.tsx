import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { TemplateForm } from "./template-form.ts";
import classes from "./Templates.module.css";

interface RowsProps {
  form: TemplateForm;
  onChange: (part: Partial<TemplateForm>) => void;
}

const withRow = <Row,>(rows: readonly Row[], place: number, part: Partial<Row>) => rows.map((row, other) => (other === place ? { ...row, ...part } : row));
const without = <Row,>(rows: readonly Row[], place: number) => rows.filter((_, other) => other !== place);

function Remove({ name, onRemove }: { name: string; onRemove: () => void }) {
  return <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}><IconX size={15} stroke={1.7} /></ActionIcon>;
}

function Another({ children, onAdd }: { children: string; onAdd: () => void }) {
  return <Button className={classes["add"] ?? ""} size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={onAdd}>{children}</Button>;
}

/** What is to be done first, and by which role. */
export function TaskRows({ form: { tasks }, roles, onChange }: RowsProps & { roles: readonly { id: string; name: string }[] }) {
  return (
    <fieldset className={classes["rows"]}>
      <legend>First tasks</legend>
      {tasks.map((task, place) => (
        <div key={place} className={classes["row"]}>
          <TextInput aria-label={`Task ${place + 1}`} maxLength={2_000} value={task.do} onChange={(event) => onChange({ tasks: withRow(tasks, place, { do: event.currentTarget.value }) })} />
          <NativeSelect
            aria-label={`Role for task ${place + 1}`} data={[{ value: "", label: "anybody" }, ...roles.map(({ id, name }) => ({ value: id, label: name }))]} value={task.role}
            onChange={(event) => onChange({ tasks: withRow(tasks, place, { role: event.currentTarget.value }) })}
          />
          <Remove name={`task ${place + 1}`} onRemove={() => onChange({ tasks: without(tasks, place) })} />
        </div>
      ))}
      <Another onAdd={() => onChange({ tasks: [...tasks, { do: "", role: "" }] })}>Another task</Another>
    </fieldset>
  );
}

/** Pages that help, beside the runbooks. */
export function LinkRows({ form: { links }, onChange }: RowsProps) {
  return (
    <fieldset className={classes["rows"]}>
      <legend>Links</legend>
      {links.map((link, place) => (
        <div key={place} className={classes["row"]}>
          <TextInput aria-label={`Link ${place + 1}, what it is`} placeholder="What it is" maxLength={200} value={link.text} onChange={(event) => onChange({ links: withRow(links, place, { text: event.currentTarget.value }) })} />
          <TextInput aria-label={`Link ${place + 1}, address`} placeholder="https://" type="url" value={link.url} onChange={(event) => onChange({ links: withRow(links, place, { url: event.currentTarget.value }) })} />
          <Remove name={`link ${place + 1}`} onRemove={() => onChange({ links: without(links, place) })} />
        </div>
      ))}
      <Another onAdd={() => onChange({ links: [...links, { text: "", url: "" }] })}>Another link</Another>
    </fieldset>
  );
}
