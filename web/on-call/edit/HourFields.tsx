import { ActionIcon, Button, MultiSelect, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Weekday } from "../../../server/values/civil.ts";
import classes from "./Edit.module.css";
import { allDays, type WindowDraft } from "./schedule-draft.ts";

const dayNames: Record<Weekday, string> = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" };
const data = allDays.map((day) => ({ value: day, label: dayNames[day] }));

export interface HourFieldsProps {
  hours: readonly WindowDraft[];
  onChange: (hours: readonly WindowDraft[]) => void;
}

/** The windows of the week in which a layer counts; without one, around the clock. */
export function HourFields({ hours, onChange }: HourFieldsProps) {
  const change = (place: number, part: Partial<WindowDraft>) => onChange(hours.map((one, at) => (at === place ? { ...one, ...part } : one)));
  return (
    <div className={classes["turns"]} role="group" aria-label="Hours">
      {hours.map((window, place) => (
        <div className={classes["window"]} key={place}>
          <MultiSelect
            label="On these days" data={data} value={[...window.days]}
            onChange={(days) => change(place, { days: allDays.filter((day) => days.includes(day)) })}
          />
          <TextInput type="time" label="From" value={window.from} onChange={(event) => change(place, { from: event.currentTarget.value })} />
          <TextInput type="time" label="To" value={window.to} onChange={(event) => change(place, { to: event.currentTarget.value })} />
          <ActionIcon variant="subtle" aria-label={`Take out window ${place + 1}`} onClick={() => onChange(hours.filter((_, at) => at !== place))}>
            <IconX size={16} stroke={1.8} />
          </ActionIcon>
        </div>
      ))}
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" onClick={() => onChange([...hours, { days: allDays, from: "09:00", to: "17:00" }])}>
          {hours.length === 0 ? "Only in some hours" : "Add another window"}
        </Button>
        <span className={classes["small"]}>{hours.length === 0 ? "Around the clock." : "A window that ends before it begins runs overnight."}</span>
      </div>
    </div>
  );
}
