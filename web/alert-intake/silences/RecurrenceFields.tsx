import { Checkbox, Select, TextInput } from "@mantine/core";
import { weekdays } from "../../../server/values/civil.ts";
import { usualRecurrence } from "./silence-draft.ts";
import { dayNames, type RecurrenceView, recurrenceWords } from "./silence-words.ts";
import classes from "./Silences.module.css";

const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = [...new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));

export interface RecurrenceFieldsProps {
  recurrence: RecurrenceView | null;
  errorOf: (path: string) => string | undefined;
  onChange: (recurrence: RecurrenceView | null) => void;
}

/** Whether it holds all the time, or on some days from one hour to another. */
export function RecurrenceFields({ recurrence, errorOf, onChange }: RecurrenceFieldsProps) {
  const wrong = errorOf("recurrence");
  return (
    <div className={classes["fields"]}>
      <Checkbox label="Only on certain days and hours" checked={recurrence !== null} onChange={(event) => onChange(event.currentTarget.checked ? usualRecurrence(own) : null)} />
      {recurrence === null ? null : <Hours recurrence={recurrence} errorOf={errorOf} onChange={onChange} />}
      {wrong === undefined ? null : (
        <p className={classes["wrong"]} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

function Hours({ recurrence, errorOf, onChange }: RecurrenceFieldsProps & { recurrence: RecurrenceView }) {
  const { days, from, to, timezone } = recurrence;
  const change = (part: Partial<RecurrenceView>) => onChange({ ...recurrence, ...part });
  return (
    <>
      <div className={classes["days"]} role="group" aria-label="Days">
        {weekdays.map((day, place) => (
          <button key={day} type="button" aria-pressed={days.includes(day)} onClick={() => change({ days: weekdays.filter((one) => (one === day) !== days.includes(one)) })}>
            {dayNames[place]}
          </button>
        ))}
      </div>
      <div className={classes["hours"]}>
        <TextInput type="time" label="From" value={from} error={errorOf("recurrence.from")} onChange={(event) => change({ from: event.currentTarget.value })} />
        <TextInput type="time" label="To" value={to} error={errorOf("recurrence.to")} onChange={(event) => change({ to: event.currentTarget.value })} />
        <Select
          label="On the clock of" searchable limit={80} data={zones} value={timezone} error={errorOf("recurrence.timezone")} nothingFoundMessage="No such zone"
          onChange={(chosen) => change({ timezone: chosen ?? own })}
        />
      </div>
      <p className={classes["small"]}>{days.length === 0 ? "Choose at least one day." : `${recurrenceWords(recurrence)}.`}</p>
    </>
  );
}
