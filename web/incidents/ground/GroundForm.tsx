import { Textarea } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import addLine from "../parts/AddLine.module.css";
import { useRoomCommand } from "../room-queries.ts";
import type { GroundItem } from "./ground-words.ts";

export interface GroundFormProps {
  item: GroundItem;
  label: string;
  confirm: string;
  /** What stands in the field at the beginning. */
  start: string;
  isNeeded: boolean;
  /** What is sent, of what was typed. */
  bodyOf: (typed: string) => object;
  onClose: () => void;
}

/** Asks for words about an item. Where somebody else changed it meanwhile it says so, and what was typed stays. */
export function GroundForm({ item, label, confirm, start, isNeeded, bodyOf, onClose }: GroundFormProps) {
  const [typed, setTyped] = useState(start);
  const [seen, setSeen] = useState<number | null>(item.version);
  const changing = useRoomCommand();
  const isReady = (!isNeeded || typed.trim() !== "") && !changing.isPending;
  const submit = () => {
    if (!isReady) return;
    // Once it was said what somebody else did, the item counts as seen as it stands now.
    changing.run({ method: "PATCH", to: `ground/${item.id}`, body: { ...bodyOf(typed.trim()), version: seen ?? item.version } }, { onSuccess: onClose, onError: () => setSeen(null) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <div className={addLine["add"]}>
      <Textarea autoFocus autosize minRows={1} maxRows={6} aria-label={label} placeholder={label} maxLength={2_000} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={onKeyDown} />
      <div className={addLine["foot"]}>
        <button type="button" disabled={!isReady} onClick={submit}>{confirm}</button>
        <button type="button" onClick={onClose}>Leave it</button>
      </div>
      <ProblemWords problem={changing.error} />
    </div>
  );
}
