import { Checkbox } from "@mantine/core";
import type { RemindersView } from "../../../server/features/on-call/reminder.contract.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import "../../design/mantine-form-styles.ts";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { Section } from "../../design/Section.tsx";
import { PartNotRead } from "../../shell/NotRead.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import classes from "./MyOnCall.module.css";
import { reminderChoices } from "./my-on-call-lede.ts";
import { useWished } from "./use-wished.ts";

const path = "/api/v1/me/reminders";

/** When the reader is reminded of shifts by mail; each tick counts at once. */
export function ReminderChoice() {
  const { data, error } = useAddress<RemindersView>("on-call", path);
  const { mutate: send, error: refused } = useCommand<RemindersView, { minutesBefore: number[] }>("on-call");
  const { chosen, toggle } = useWished(data?.minutesBefore ?? [], (minutesBefore, onSettled) => send({ method: "PUT", path, body: { minutesBefore } }, { onSettled }));
  return (
    <Section title="Reminders" side="by mail, before a shift">
      {error === null ? null : <PartNotRead problem={error} />}
      {data === undefined ? (
        error === null ? <RowsSkeleton rows={3} /> : null
      ) : (
        <div className={classes["choices"]}>
          {reminderChoices(chosen).map(({ minutes, words }) => (
            <Checkbox key={minutes} label={`${words} before`} checked={chosen.includes(minutes)} onChange={() => toggle(minutes)} />
          ))}
          {chosen.length === 0 ? <p className={classes["small"]}>You are never reminded.</p> : null}
        </div>
      )}
      <ProblemWords problem={refused} />
    </Section>
  );
}
