import { TextInput } from "@mantine/core";
import type { Zone } from "../../server/values/zone.ts";
import { fullMomentWords } from "../design/wording.ts";
import classes from "./OnCall.module.css";
import { draftSpan } from "./override-draft.ts";

export interface WrittenSpan {
  from: string;
  to: string;
}

/** From when to when, on the schedule's clock; in words on the reader's where that is another. */
export function SpanFields({ draft: { from, to }, zone, onChange }: { draft: WrittenSpan; zone: Zone; onChange: (change: Partial<WrittenSpan>) => void }) {
  const span = draftSpan({ from, to }, zone);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isInvalid = from !== "" && to !== "" && span === null;
  return (
    <>
      <div className={classes["pair"]}>
        <TextInput type="datetime-local" label="From" required withAsterisk={false} value={from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
        <TextInput
          type="datetime-local" label="To" required withAsterisk={false} value={to} error={isInvalid ? "It must end after it begins." : undefined}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      </div>
      <p className={classes["small"]}>
        The clock of {zone.name}.{" "}
        {span === null || own === zone.name ? null : `On yours (${own}): ${fullMomentWords(span.from)} to ${fullMomentWords(span.to)}.`}
      </p>
    </>
  );
}
