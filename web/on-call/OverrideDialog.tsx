import { Button, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import type { ScheduleView } from "../../server/features/on-call/contract.ts";
import type { Zone } from "../../server/values/zone.ts";
import { ApiProblem, type List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import "../design/mantine-form-styles.ts";
import classes from "./OnCall.module.css";
import { type DraftKind, draftAs, type OverrideDraft, wishOf } from "./override-draft.ts";
import { OverridePreview } from "./OverridePreview.tsx";
import { SpanFields } from "./SpanFields.tsx";
import { useOverridePlan } from "./use-override-plan.ts";
import type { Reader } from "./use-reader.ts";
import { type KnownPerson, WhoFields } from "./WhoFields.tsx";

const kinds: { value: DraftKind; label: string }[] = [
  { value: "take", label: "Take a shift" },
  { value: "give", label: "Give it away" },
  { value: "cover", label: "Cover for somebody" },
];
const verbs: Record<DraftKind, string> = { take: "Take the shift", give: "Give it away", cover: "Cover for them" };

export interface OverrideDialogProps {
  schedule: ScheduleView;
  zone: Zone;
  reader: Reader;
  start: OverrideDraft;
  onSave: (wish: object) => Promise<unknown>;
  onClose: () => void;
}

/** Changes for a while who is on call: who, when, why, and what comes of it before it is saved. */
export function OverrideDialog({ schedule, zone, reader, start, onSave, onClose }: OverrideDialogProps) {
  const { personId: me, mayManage } = reader;
  const people = useAddress<List<KnownPerson>>("people", "/api/v1/people?limit=500").data?.items ?? [];
  const [draft, setDraft] = useState(start);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isSaving, setSaving] = useState(false);
  const isNarrow = useMediaQuery("(max-width: 480px)");
  const wish = wishOf(draft, zone);
  const plan = useOverridePlan(schedule.id, wish);
  const change = (part: Partial<OverrideDraft>) => {
    setProblem(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (wish === null) return;
    setSaving(true);
    await onSave(wish).then(onClose, (refused: unknown) => setProblem(refused instanceof ApiProblem ? refused : null));
    setSaving(false);
  };
  return (
    <Modal opened onClose={onClose} title={`Change who is on call: ${schedule.name}`} size={520} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes["form"]} onSubmit={(event) => void save(event)}>
        <SegmentedControl
          className={classes["kinds"] ?? ""} fullWidth orientation={isNarrow ? "vertical" : "horizontal"} aria-label="What you want" data={kinds} value={draft.kind}
          onChange={(kind) => setDraft((before) => draftAs(before, kind as DraftKind, me))}
        />
        <WhoFields draft={draft} people={people} me={me} mayForOthers={mayManage} onChange={change} />
        <SpanFields draft={draft} zone={zone} onChange={change} />
        <TextInput label="Why" placeholder="Dentist; others read it" maxLength={500} value={draft.reason} onChange={(event) => change({ reason: event.currentTarget.value })} />
        <OverridePreview outcome={wish === null ? undefined : plan.data} problem={problem ?? (wish === null ? null : plan.error)} me={me} timezone={schedule.timezone} />
        <div className={classes["buttons"]}>
          <Button type="submit" loading={isSaving} disabled={wish === null || plan.error !== null}>
            {verbs[draft.kind]}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Leave it as it is
          </Button>
        </div>
      </form>
    </Modal>
  );
}
