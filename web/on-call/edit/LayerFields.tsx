import { ActionIcon, Button, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import type { TurnUnit } from "../../../server/features/on-call/schedule.rules.ts";
import type { KnownPerson } from "../WhoFields.tsx";
import classes from "./Edit.module.css";
import { HourFields } from "./HourFields.tsx";
import type { LayerDraft } from "./schedule-draft.ts";

const units: { value: TurnUnit; label: string }[] = [
  { value: "h", label: "hours" },
  { value: "d", label: "days" },
  { value: "w", label: "weeks" },
  { value: "mo", label: "months" },
];

interface TurnFieldsProps {
  turns: LayerDraft["turns"];
  people: readonly KnownPerson[];
  onChange: (turns: LayerDraft["turns"]) => void;
}

function swapped(turns: LayerDraft["turns"], place: number): LayerDraft["turns"] {
  const next = [...turns];
  const [one, other] = [next[place], next[place + 1]];
  if (one !== undefined && other !== undefined) next.splice(place, 2, other, one);
  return next;
}

function TurnFields({ turns, people, onChange }: TurnFieldsProps) {
  const data = people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes["turns"]} role="group" aria-label="Who takes turns, in this order">
      {turns.map((turn, place) => (
        // A turn has no name but its place.
        <div className={classes["turn"]} key={place}>
          <span aria-hidden="true">{place + 1}</span>
          <MultiSelect
            aria-label={`Turn ${place + 1}`} placeholder={turn.length === 0 ? "Nobody" : ""} data={data} value={[...turn]} searchable hidePickedOptions nothingFoundMessage="Nobody of that name"
            classNames={{ pillsList: classes["people"] ?? "", inputField: classes["search"] ?? "" }}
            onChange={(chosen) => onChange(turns.map((one, at) => (at === place ? chosen : one)))}
          />
          <div className={classes["turnButtons"]}>
            <ActionIcon variant="subtle" aria-label={`Turn ${place + 1} earlier`} disabled={place === 0} onClick={() => onChange(swapped(turns, place - 1))}>
              <IconArrowUp size={16} stroke={1.8} />
            </ActionIcon>
            <ActionIcon variant="subtle" aria-label={`Turn ${place + 1} later`} disabled={place === turns.length - 1} onClick={() => onChange(swapped(turns, place))}>
              <IconArrowDown size={16} stroke={1.8} />
            </ActionIcon>
            <ActionIcon variant="subtle" aria-label={`Take out turn ${place + 1}`} disabled={turns.length === 1} onClick={() => onChange(turns.filter((_, at) => at !== place))}>
              <IconX size={16} stroke={1.8} />
            </ActionIcon>
          </div>
        </div>
      ))}
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" onClick={() => onChange([...turns, []])}>
          Add a turn
        </Button>
        <span className={classes["small"]}>Several people in one turn hold it together; none is a turn of nobody.</span>
      </div>
    </div>
  );
}

export interface LayerFieldsProps {
  layer: LayerDraft;
  place: number;
  isOnly: boolean;
  people: readonly KnownPerson[];
  onChange: (part: Partial<LayerDraft>) => void;
  onRemove: () => void;
}

/** One layer: who takes turns, from when, for how long, in which hours, and what it goes before. */
export function LayerFields({ layer, place, isOnly, people, onChange, onRemove }: LayerFieldsProps) {
  return (
    <section className={classes["layer"]} aria-label={`Layer ${place + 1}`}>
      <div className={classes["layerHead"]}>
        <h2>{layer.name.trim() === "" ? `Layer ${place + 1}` : layer.name}</h2>
        <Button size="xs" variant="subtle" disabled={isOnly} onClick={onRemove}>
          Take out
        </Button>
      </div>
      <TurnFields turns={layer.turns} people={people} onChange={(turns) => onChange({ turns })} />
      <div className={classes["when"]}>
        <NumberInput label="A turn lasts" min={1} max={9_999} allowDecimal={false} value={layer.amount} onChange={(amount) => onChange({ amount: Number(amount) })} />
        <Select label="Counted in" data={units} value={layer.unit} allowDeselect={false} onChange={(unit) => onChange({ unit: (unit ?? "w") as TurnUnit })} />
        <TextInput type="datetime-local" label="The first turn starts" required withAsterisk={false} value={layer.starts} onChange={(event) => onChange({ starts: event.currentTarget.value })} />
        <TextInput
          type="datetime-local" label="The layer ends" value={layer.ends} onChange={(event) => onChange({ ends: event.currentTarget.value })}
          error={layer.ends !== "" && layer.ends <= layer.starts ? "It must end after it starts." : undefined}
        />
      </div>
      <HourFields hours={layer.hours} onChange={(hours) => onChange({ hours })} />
      <div className={classes["pair"]}>
        <TextInput label="Name" placeholder="Made from its turn and hours" maxLength={100} value={layer.name} onChange={(event) => onChange({ name: event.currentTarget.value })} />
        <NumberInput
          label="Priority" description="The higher hides the lower; layers of one priority are on call together." min={0} max={1_000} allowDecimal={false} value={layer.priority}
          onChange={(priority) => onChange({ priority: Number(priority) || 0 })}
        />
      </div>
    </section>
  );
}
