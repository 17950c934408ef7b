import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SavedView } from "../../../server/features/alert-intake/alert-view.contract.ts";
import { fieldError, restOfProblem } from "../../access/form-fields.ts";
import { useMay } from "../../api/session.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import "../../design/mantine-form-styles.ts";
import { useViewDeeds } from "./use-views.ts";
import { namesake } from "./view-tabs.ts";
import classes from "./Views.module.css";

const mostLetters = 60;

export interface KeepDialogProps {
  /** The search part of the address. */
  filters: string;
  views: readonly SavedView[];
  onKept: (view: SavedView) => void;
  onClose: () => void;
}

/** Keeps the present filters under a name; a name that one’s own view has already overwrites that. */
export function KeepDialog({ filters, views, onKept, onClose }: KeepDialogProps) {
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const mayShare = useMay("responder");
  const { keep, change, isPending, problem, reset } = useViewDeeds();
  const known = namesake(views, name, isShared);
  const rest = restOfProblem(problem, ["name"]);
  const submit = () => void (known ? change(known, { filters }) : keep({ name, filters, isShared })).then(onKept, () => undefined);
  const rename = (words: string) => {
    reset();
    setName(words);
  };
  return (
    <FormDialog
      title="Save this view" confirm={known ? `Overwrite “${known.name}”` : "Save it"} size={420} isReady={name.trim() !== ""} isBusy={isPending}
      problem={rest === null ? null : { message: rest }} onSubmit={submit} onClose={onClose}
    >
      <TextInput
        label="Name" data-autofocus placeholder="Payments at night" maxLength={mostLetters} value={name} error={fieldError(problem, "name")}
        description={known ? "There is a view of this name; it would show the present filters." : undefined} onChange={(event) => rename(event.currentTarget.value)}
      />
      <Radio.Group label="Who sees it" value={isShared ? "all" : "me"} onChange={(value) => setIsShared(value === "all")}>
        <div className={classes["choices"]}>
          <Radio value="me" label="Only me" />
          <Radio value="all" label="Everybody" disabled={!mayShare} description={mayShare ? "Whoever looks at the alerts finds it in this row." : "Responders save views for everybody."} />
        </div>
      </Radio.Group>
    </FormDialog>
  );
}
