import { SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { groundKinds, type GroundStance } from "../../../server/features/incidents/incident-words.rules.ts";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { kindWords } from "../ground/ground-words.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { shortOf } from "../timeline/entry-words.ts";
import classes from "./Dialogs.module.css";

const stances = [
  { value: "supports", label: "It speaks for it" },
  { value: "against", label: "It speaks against it" },
];

/** Hypotheses first: evidence is looked for mostly for these. */
const order = ["hypothesis", ...groundKinds.filter((kind) => kind !== "hypothesis")] as const;

/** Ties a line of the timeline to what it bears on. */
export function EvidenceOfDialog({ entry, onClose }: { entry: EntryView; onClose: () => void }) {
  const { incident } = useRoom();
  const options = order
    .map((kind) => ({ group: kindWords[kind].title, items: incident.ground.filter((item) => item.kind === kind).map(({ id, text }) => ({ value: id, label: text ?? "taken out" })) }))
    .filter(({ items }) => items.length > 0);
  const [itemId, setItem] = useState<string | null>(options[0]?.items[0]?.value ?? null);
  const [stance, setStance] = useState<GroundStance>("supports");
  const linking = useRoomCommand();
  const submit = () =>
    linking.run({ method: "PUT", to: `ground/${itemId ?? ""}/evidence/${entry.entry ?? 0}`, body: { stance } }, {
      onSuccess: () => {
        toast("It stands beside it now.");
        onClose();
      },
    });
  return (
    <FormDialog title="What does this line bear on?" confirm="Tie it" isReady={itemId !== null} isBusy={linking.isPending} problem={linking.error} onSubmit={submit} onClose={onClose}>
      <blockquote className={classes["quote"]} dir="auto">{shortOf(entry, 240)}</blockquote>
      {options.length === 0 ? (
        <p className={classes["happens"]}>Nothing stands on the common ground yet. Add a hypothesis or a condition first.</p>
      ) : (
        <>
          <SegmentedControl fullWidth aria-label="For or against" data={stances} value={stance} onChange={(value) => setStance(value as GroundStance)} />
          <Select label="What" searchable data-autofocus data={options} value={itemId} onChange={setItem} nothingFoundMessage="Nothing of these words" />
        </>
      )}
    </FormDialog>
  );
}
