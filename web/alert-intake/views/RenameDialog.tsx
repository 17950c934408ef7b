import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { SavedView } from "../../../server/features/alert-intake/alert-view.contract.ts";
import { fieldError, restOfProblem } from "../../access/form-fields.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import "../../design/mantine-form-styles.ts";
import { useViewDeeds } from "./use-views.ts";

/** Gives a kept view another name. */
export function RenameDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const [name, setName] = useState(view.name);
  const { change, isPending, problem } = useViewDeeds();
  const rest = restOfProblem(problem, ["name"]);
  const submit = () => void change(view, { name }).then(onClose, () => undefined);
  return (
    <FormDialog title={`Rename “${view.name}”`} confirm="Rename it" size={420} isReady={name.trim() !== "" && name !== view.name} isBusy={isPending} problem={rest === null ? null : { message: rest }} onSubmit={submit} onClose={onClose}>
      <TextInput label="Name" data-autofocus maxLength={60} value={name} error={fieldError(problem, "name")} onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  );
}
