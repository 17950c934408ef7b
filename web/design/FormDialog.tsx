import { Button, Modal } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import classes from "./FormDialog.module.css";
import { type Problem, ProblemWords } from "./ProblemWords.tsx";

export interface FormDialogProps {
  title: ReactNode;
  /** A verb and its object: `Page them`. */
  confirm: string;
  /** The way back. */
  keep?: string;
  isReady?: boolean;
  isBusy?: boolean;
  problem?: Problem | null;
  size?: number;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks for what a command needs, and stays open with the reason where it is refused. */
export function FormDialog({ title, confirm, keep = "Leave it", isReady = true, isBusy = false, problem = null, size = 480, onSubmit, onClose, children }: FormDialogProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isBusy) onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes["form"]} onSubmit={submit}>
        {children}
        <ProblemWords problem={problem} />
        <div className={classes["buttons"]}>
          <Button type="submit" loading={isBusy} disabled={!isReady}>
            {confirm}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {keep}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
