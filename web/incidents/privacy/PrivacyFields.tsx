import { MultiSelect, Textarea } from "@mantine/core";
import { willSeeWords } from "./privacy-words.ts";
import classes from "./Privacy.module.css";
import { useNameable } from "./use-nameable.ts";

interface PrivacyFieldsProps {
  wish: { reason: string; who: string[] };
  onChange: (wish: { reason: string; who: string[] }) => void;
}

/** Why it is private, and who sees it beside whoever is in it. */
export function PrivacyFields({ wish, onChange }: PrivacyFieldsProps) {
  return (
    <>
      <Textarea label="Why it is private" description="Stands in its timeline" required autosize minRows={2} maxRows={6} maxLength={10_000} value={wish.reason} onChange={(event) => onChange({ ...wish, reason: event.currentTarget.value })} />
      <NamedField label="Who sees it besides" description="Whoever declares it, holds a role or is paged for it sees it too." who={wish.who} onChange={(who) => onChange({ ...wish, who })} />
    </>
  );
}

interface NamedFieldProps {
  label: string;
  description?: string;
  who: string[];
  /** Those who are named already. */
  known?: readonly string[];
  onChange: (who: string[]) => void;
}

/** People, teams and audiences to name, with what that will do. */
export function NamedField({ label, description, who, known = [], onChange }: NamedFieldProps) {
  const { all, groups } = useNameable();
  const data = groups.map(({ group, items }) => ({ group, items: items.filter(({ value }) => !known.includes(value)) }));
  const words = willSeeWords(all, who);
  return (
    <>
      <MultiSelect
        label={label} description={description} searchable clearable withScrollArea={false} hidePickedOptions data={data} value={who} onChange={onChange}
        placeholder={who.length === 0 ? "A person, a team, an audience" : ""} nothingFoundMessage="Nobody of that name"
      />
      {words.length === 0 ? null : <ul className={classes["will"]} aria-label="What naming them does" aria-live="polite">{words.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
    </>
  );
}
