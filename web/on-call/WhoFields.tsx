import { Select } from "@mantine/core";
import classes from "./OnCall.module.css";
import type { OverrideDraft } from "./override-draft.ts";

export interface KnownPerson {
  id: string;
  name: string;
}

export interface WhoFieldsProps {
  draft: OverrideDraft;
  people: readonly KnownPerson[];
  me: string | null;
  mayForOthers: boolean;
  onChange: (change: Partial<OverrideDraft>) => void;
}

interface PersonFieldProps {
  label: string;
  people: readonly KnownPerson[];
  chosen: string | null;
  except: string | null;
  onChoose: (id: string | null) => void;
}

function PersonField({ label, people, chosen, except, onChoose }: PersonFieldProps) {
  const data = people.filter(({ id }) => id !== except).map(({ id, name }) => ({ value: id, label: name }));
  return <Select label={label} required withAsterisk={false} searchable data={data} value={chosen} onChange={onChoose} placeholder="Choose a person" nothingFoundMessage="Nobody of that name" />;
}

/** Who comes and who goes. The reader's own side of it is said, not asked, unless they may decide for others. */
export function WhoFields({ draft, people, me, mayForOthers, onChange }: WhoFieldsProps) {
  const { kind, comes, goes } = draft;
  const isAsked = mayForOthers || me === null;
  const comesLabel = kind === "give" ? "To whom" : "Who takes it";
  return (
    <div className={classes["pair"]}>
      {kind === "give" || isAsked ? (
        <PersonField label={comesLabel} people={people} chosen={comes} except={kind === "take" ? null : goes} onChoose={(id) => onChange({ comes: id })} />
      ) : null}
      {kind === "cover" || (kind === "give" && isAsked) ? (
        <PersonField label={kind === "give" ? "Whose shift" : "For whom"} people={people} chosen={goes} except={comes} onChoose={(id) => onChange({ goes: id })} />
      ) : null}
    </div>
  );
}
