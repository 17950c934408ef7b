import { ActionIcon, Autocomplete, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { namesLeft, type Suggestions } from "./matcher-suggestions.ts";
import type { MatcherDraft } from "./silence-draft.ts";
import { type Operator, operators } from "./silence-words.ts";
import classes from "./Silences.module.css";

export interface MatcherRowsProps {
  rows: readonly MatcherDraft[];
  suggestions: Suggestions;
  /** What is wrong with a row's value or name, by its place. */
  errorAt: (place: number) => string | undefined;
  /** What is wrong with all of them together. */
  error: string | undefined;
  onChange: (rows: readonly MatcherDraft[]) => void;
}

interface MatcherRowProps extends Pick<MatcherRowsProps, "rows" | "suggestions"> {
  row: MatcherDraft;
  place: number;
  error: string | undefined;
  onChange: (change: Partial<MatcherDraft>) => void;
  onRemove: (() => void) | undefined;
}

function MatcherRow({ row, place, rows, suggestions, error, onChange, onRemove }: MatcherRowProps) {
  const { name, operator, value } = row;
  const isPattern = operator.startsWith("matches");
  return (
    <div className={classes["matcher"]} data-alone={onRemove === undefined || undefined}>
      <Autocomplete aria-label={`Label ${place + 1}`} placeholder="Label" data={namesLeft(suggestions, rows, name)} value={name} limit={30} maxLength={200} onChange={(next) => onChange({ name: next })} />
      <NativeSelect aria-label={`Comparison ${place + 1}`} data={[...operators]} value={operator} onChange={(event) => onChange({ operator: event.currentTarget.value as Operator })} />
      <Autocomplete
        className={classes["value"] ?? ""} aria-label={`Value ${place + 1}`} placeholder={isPattern ? "Pattern, such as eu-.*" : "Value"} value={value} limit={30} maxLength={1_000} error={error}
        data={[...(isPattern ? [] : (suggestions.get(name) ?? []))]} onChange={(next) => onChange({ value: next })}
      />
      {onRemove === undefined ? null : (
        <ActionIcon className={classes["remove"] ?? ""} aria-label={`Remove condition ${place + 1}`} onClick={onRemove}>
          <IconX size={16} stroke={1.8} />
        </ActionIcon>
      )}
    </div>
  );
}

/** What an alert must be to be held back: each row narrows it further. */
export function MatcherRows({ rows, suggestions, errorAt, error, onChange }: MatcherRowsProps) {
  return (
    <fieldset className={classes["fields"]}>
      <legend>Alerts of which</legend>
      {rows.map((row, place) => (
        <MatcherRow
          key={place}
          row={row}
          place={place}
          rows={rows}
          suggestions={suggestions}
          error={errorAt(place)}
          onChange={(change) => onChange(rows.map((one, at) => (at === place ? { ...one, ...change } : one)))}
          onRemove={rows.length === 1 ? undefined : () => onChange(rows.filter((_, at) => at !== place))}
        />
      ))}
      {error === undefined ? null : (
        <p className={classes["wrong"]} role="alert">
          {error}
        </p>
      )}
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => onChange([...rows, { name: "", operator: "is", value: "" }])}>
        And
      </Button>
    </fieldset>
  );
}
