import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./OnceDialog.module.css";

export interface OnceDialogProps {
  isOpen: boolean;
  /** What exactly will happen, as a sentence: it names how many and whom. */
  title: string;
  /** The very text or command that goes out. */
  children: ReactNode;
  /** How it goes out, and that it cannot be taken back. */
  consequence: ReactNode;
  /** A verb and its object: `Publish to customers`. */
  confirm: string;
  /** The way back: `Keep writing`. */
  keep: string;
  isBusy?: boolean;
  /** Why it was refused or failed, shown in place. */
  problem?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once, for what cannot be undone. */
export function OnceDialog(props: OnceDialogProps) {
  const { isOpen, title, children, consequence, confirm, keep, isBusy = false, problem, onConfirm, onClose } = props;
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} withCloseButton={false} size={440}>
      <div className={classes["what"]}>{children}</div>
      <p className={classes["consequence"]}>{consequence}</p>
      {problem === undefined ? null : (
        <p className={classes["problem"]} role="alert">
          {problem}
        </p>
      )}
      <div className={classes["actions"]}>
        <Button onClick={onConfirm} loading={isBusy}>
          {confirm}
        </Button>
        <Button variant="subtle" onClick={onClose} data-autofocus>
          {keep}
        </Button>
      </div>
    </Modal>
  );
}
