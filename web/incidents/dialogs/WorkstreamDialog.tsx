import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Dialogs.module.css";
import { everyOf, rhythms } from "../people/workstream-words.ts";
import { usePeopleChoice } from "./people-choice.ts";

const named = "named";
const areas = [
  { value: "coordination", label: "Coordination" },
  { value: "communication", label: "Communication" },
  { value: "documentation", label: "Documentation" },
  { value: "execution", label: "Execution" },
];

/** Opens a part of the work: what it is, who leads it, and how often they tell the commander. */
export function WorkstreamDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const taken = new Set(incident.workstreams.filter(({ closedAt }) => closedAt === null).map(({ area }) => area as string | null));
  const free = areas.filter(({ value }) => !taken.has(value));
  const [what, setWhat] = useState(free.at(-1)?.value ?? named);
  const [name, setName] = useState("");
  const [leadId, setLead] = useState<string | null>(null);
  const [every, setEvery] = useState("30m");
  const opening = useRoomCommand();
  const people = usePeopleChoice([]);
  const isReady = leadId !== null && (what !== named || name.trim() !== "");
  const body = { leadId, every: everyOf(every), ...(what === named ? { name: name.trim() } : { area: what }) };
  const submit = () =>
    opening.run({ to: "workstreams", body }, {
      onSuccess: () => {
        toast("The workstream is open.");
        onClose();
      },
    });
  return (
    <FormDialog title="Open a workstream" confirm="Open it" isReady={isReady} isBusy={opening.isPending} problem={opening.error} onSubmit={submit} onClose={onClose}>
      <Select label="What" data={[...free, { value: named, label: "Something else" }]} value={what} onChange={(value) => setWhat(value ?? named)} allowDeselect={false} />
      {what === named ? <TextInput label="Name" maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} placeholder="Refunds" /> : null}
      <Select label="Lead" searchable data={people.groups} value={leadId} onChange={setLead} placeholder="Choose a person" nothingFoundMessage="Nobody of that name" />
      <Select label="Tells the commander" data={rhythms} value={every} onChange={(value) => setEvery(value ?? "30m")} allowDeselect={false} />
      <p className={classes["small"]}>Any note of the lead in it is that news.</p>
    </FormDialog>
  );
}
