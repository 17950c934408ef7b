import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ScheduleView } from "../../server/features/on-call/contract.ts";
import type { Zone } from "../../server/values/zone.ts";
import { ApiProblem, type List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import "../design/mantine-form-styles.ts";
import classes from "./OnCall.module.css";
import { OverridePreview } from "./OverridePreview.tsx";
import { SpanFields } from "./SpanFields.tsx";
import { type ShiftDraft, type TemporaryDraft, temporaryFor, temporaryWish, withShift } from "./temporary-draft.ts";
import { useOverridePlan } from "./use-override-plan.ts";
import type { KnownPerson } from "./WhoFields.tsx";

interface ShiftFieldsProps {
  shift: ShiftDraft;
  number: number;
  people: readonly KnownPerson[];
  onChange: (change: Partial<ShiftDraft>) => void;
  onRemove: () => void;
}

function ShiftFields({ shift, number, people, onChange, onRemove }: ShiftFieldsProps) {
  return (
    <div className={classes["shiftFields"]} role="group" aria-label={`Shift ${number}`}>
      <Select
        label="Who" required withAsterisk={false} searchable placeholder="Choose a person" nothingFoundMessage="Nobody of that name"
        data={people.map(({ id, name }) => ({ value: id, label: name }))} value={shift.personId} onChange={(personId) => onChange({ personId })}
      />
      <TextInput type="datetime-local" label="From" required withAsterisk={false} value={shift.from} onChange={(event) => onChange({ from: event.currentTarget.value })} />
      <TextInput type="datetime-local" label="To" required withAsterisk={false} value={shift.to} onChange={(event) => onChange({ to: event.currentTarget.value })} />
      <ActionIcon variant="subtle" aria-label={`Take out shift ${number}`} onClick={onRemove}>
        <IconX size={16} stroke={1.8} />
      </ActionIcon>
    </div>
  );
}

export interface TemporaryDialogProps {
  schedule: ScheduleView;
  zone: Zone;
  me: string | null;
  start: TemporaryDraft;
  onSave: (wish: object) => Promise<unknown>;
  onClose: () => void;
}

/** Puts shifts of their own in the place of everything a schedule says for a while, with what comes of it before it is saved. */
export function TemporaryDialog({ schedule, zone, me, start, onSave, onClose }: TemporaryDialogProps) {
  const people = useAddress<List<KnownPerson>>("people", "/api/v1/people?limit=500").data?.items ?? [];
  const [draft, setDraft] = useState(start);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isSaving, setSaving] = useState(false);
  const wish = temporaryWish(draft, zone);
  const plan = useOverridePlan(schedule.id, wish);
  const put = (change: (before: TemporaryDraft) => TemporaryDraft) => {
    setProblem(null);
    setDraft(change);
  };
  const putShift = (place: number, part: Partial<ShiftDraft>) => put((before) => ({ ...before, shifts: before.shifts.map((shift, at) => (at === place ? { ...shift, ...part } : shift)) }));
  const save = async () => {
    if (wish === null) return;
    setSaving(true);
    await onSave(wish).then(onClose, (refused: unknown) => setProblem(refused instanceof ApiProblem ? refused : null));
    setSaving(false);
  };
  return (
    <FormDialog
      title={`Other shifts for a while: ${schedule.name}`} confirm="Put them in place" keep="Leave it as it is" isReady={wish !== null && plan.error === null} isBusy={isSaving} size={680}
      onSubmit={() => void save()} onClose={onClose}
    >
      <SpanFields draft={draft} zone={zone} onChange={(span) => put((before) => temporaryFor(before, span))} />
      <p className={classes["text"]}>In this time only these shifts hold, whatever the turns say. Between them nobody is on call.</p>
      {draft.shifts.map((shift, place) => (
        <ShiftFields
          key={place} shift={shift} number={place + 1} people={people} onChange={(part) => putShift(place, part)}
          onRemove={() => put((before) => ({ ...before, shifts: before.shifts.filter((_, at) => at !== place) }))}
        />
      ))}
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" onClick={() => put(withShift)}>
          Add a shift
        </Button>
      </div>
      <TextInput label="Why" placeholder="Public holidays; others read it" maxLength={500} value={draft.reason} onChange={(event) => put((before) => ({ ...before, reason: event.target.value }))} />
      <OverridePreview outcome={wish === null ? undefined : plan.data} problem={problem ?? (wish === null ? null : plan.error)} me={me} timezone={schedule.timezone} />
    </FormDialog>
  );
}
