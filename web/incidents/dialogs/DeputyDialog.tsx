import { Select } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Dialogs.module.css";
import { usePeopleChoice } from "./people-choice.ts";

/** Names who stands in for whoever holds a role, or nobody any more. */
export function DeputyDialog({ role, onClose }: { role: string; onClose: () => void }) {
  const { incident } = useRoom();
  const about = incident.roles.find((one) => one.role === role);
  const [personId, setPerson] = useState<string | null>(about?.deputy?.isNamed === true ? about.deputy.id : null);
  const naming = useRoomCommand();
  const people = usePeopleChoice((about?.holders ?? []).map(({ id }) => id));
  const submit = () =>
    naming.run({ method: "PUT", to: `roles/${encodeURIComponent(role)}/deputy`, body: { personId } }, {
      onSuccess: () => {
        toast(personId === null ? `${about?.name ?? "The role"} has no named deputy.` : "The deputy is named.");
        onClose();
      },
    });
  return (
    <FormDialog title={`Deputy for ${about?.name ?? "the role"}`} confirm={personId === null ? "Name nobody" : "Name them"} isBusy={naming.isPending} problem={naming.error} onSubmit={submit} onClose={onClose}>
      <Select label="Deputy" searchable clearable data-autofocus data={people.groups} value={personId} onChange={setPerson} placeholder="Nobody" nothingFoundMessage="Nobody of that name" />
      <p className={classes["small"]}>Where an update has not come by its time, the deputy is told and may send it too.</p>
    </FormDialog>
  );
}
