import { Button, Modal } from "@mantine/core";
import classes from "./AlertCare.module.css";
import { verdictOptions } from "./AlertVerdict.tsx";
import type { AlertVerdict } from "./use-alert-verbs.ts";

export interface VerdictDialogProps {
  /** `3 alerts`. */
  what: string;
  onChoose: (verdict: AlertVerdict) => void;
  onClose: () => void;
}

/** What the chosen alerts turned out to be; one tap. */
export function VerdictDialog({ what, onChoose, onClose }: VerdictDialogProps) {
  return (
    <Modal opened onClose={onClose} title={`What were they? ${what}`} size={420} closeButtonProps={{ "aria-label": "Close" }}>
      <div className={classes["times"]}>
        {verdictOptions.map(({ id, words }) => (
          <Button key={id} variant="default" size="md" justify="start" onClick={() => onChoose(id)}>
            {words}
          </Button>
        ))}
      </div>
    </Modal>
  );
}
