import { Textarea } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { type Problem, ProblemWords } from "../../design/ProblemWords.tsx";
import { useDraft } from "../composer/use-draft.ts";
import { useRoom } from "../room-context.tsx";
import classes from "./AddLine.module.css";

export interface AddLineProps {
  /** What is asked for: `What is so`. */
  label: string;
  /** Where it is written, for keeping what was typed. */
  place: string;
  problem: Problem | null;
  /** What else is asked, below the words. */
  below?: ReactNode;
  onAdd: (text: string) => Promise<unknown>;
  onClose: () => void;
}

/** One line to add to a list: Enter adds and is ready for the next, Escape leaves; what was typed is kept until it is in. */
export function AddLine({ label, place, problem, below, onAdd, onClose }: AddLineProps) {
  const { incident } = useRoom();
  const draft = useDraft(`incident/${incident.id}/${place}`, "");
  const [isBusy, setBusy] = useState(false);
  const add = async () => {
    if (draft.body.trim() === "" || isBusy) return;
    setBusy(true);
    await onAdd(draft.body.trim()).then(draft.forget, () => undefined);
    setBusy(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void add();
  };
  return (
    <div className={classes["add"]}>
      <Textarea
        autoFocus autosize minRows={1} maxRows={5} aria-label={label} placeholder={label} maxLength={2_000} value={draft.body}
        onChange={(event) => draft.change(event.currentTarget.value)} onKeyDown={onKeyDown}
      />
      {below}
      <div className={classes["foot"]}>
        <button type="button" disabled={draft.body.trim() === "" || isBusy} onClick={() => void add()}>Add</button>
        <button type="button" onClick={onClose}>Done</button>
      </div>
      <ProblemWords problem={problem} />
    </div>
  );
}
