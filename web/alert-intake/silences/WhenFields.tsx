import { SegmentedControl, TextInput } from "@mantine/core";
import { useOfNow } from "../../design/NowProvider.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import { endOf, type LengthId, type SilenceDraft } from "./silence-draft.ts";
import classes from "./Silences.module.css";

const begins = [
  { value: "now", label: "Now" },
  { value: "later", label: "Later" },
];
const lasts: { value: LengthId; label: string }[] = [
  { value: "1h", label: "1 h" },
  { value: "4h", label: "4 h" },
  { value: "1d", label: "1 day" },
  { value: "until", label: "Until…" },
];

export interface DraftFieldsProps {
  draft: SilenceDraft;
  errorOf: (path: string) => string | undefined;
  onChange: (change: Partial<SilenceDraft>) => void;
}

/** From when to when: presets for the length, or a date and time on the reader's clock. */
export function WhenFields({ draft, errorOf, onChange }: DraftFieldsProps) {
  const ending = useOfNow((now) => {
    const end = endOf(draft, now);
    return Number.isNaN(end) ? "Choose when it ends." : `Ends ${fullMomentWords(end)}.`;
  });
  const endError = errorOf("endsAt");
  return (
    <div className={classes["when"]}>
      {draft.begins === "begun" ? null : (
        <fieldset className={classes["fields"]}>
          <legend>Begins</legend>
          <SegmentedControl aria-label="Begins" fullWidth data={begins} value={draft.begins} onChange={(chosen) => onChange({ begins: chosen as SilenceDraft["begins"] })} />
          {draft.begins === "later" ? (
            <TextInput type="datetime-local" aria-label="Begins at" value={draft.from} error={errorOf("startsAt")} onChange={(event) => onChange({ from: event.currentTarget.value })} />
          ) : null}
        </fieldset>
      )}
      <fieldset className={classes["fields"]}>
        <legend>{draft.begins === "begun" ? "Lasts from now" : "Lasts"}</legend>
        <SegmentedControl aria-label="Lasts" fullWidth data={lasts} value={draft.length} onChange={(chosen) => onChange({ length: chosen as LengthId })} />
        {draft.length === "until" ? (
          <TextInput type="datetime-local" aria-label="Ends at" value={draft.until} error={endError} onChange={(event) => onChange({ until: event.currentTarget.value })} />
        ) : null}
        <p className={classes["small"]}>{endError !== undefined && draft.length !== "until" ? endError : ending}</p>
      </fieldset>
    </div>
  );
}
