import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { momentWords } from "../design/wording.ts";
import classes from "./AlertCare.module.css";
import { useServerClock } from "./silences/use-server-clock.ts";
import { snoozeTimes } from "./snooze-times.ts";

export interface SnoozeDialogProps {
  /** `HighLatency` or `3 alerts`. */
  what: string;
  onChoose: (until: string) => void;
  onClose: () => void;
}

/** For how long nobody is to be paged; one tap. */
export function SnoozeDialog({ what, onChoose, onClose }: SnoozeDialogProps) {
  const clock = useServerClock();
  const [now] = useState(clock);
  return (
    <Modal opened onClose={onClose} title={`Snooze ${what}`} size={420} closeButtonProps={{ "aria-label": "Close" }}>
      <p className={classes["explained"]}>Nobody is paged until then, and it is yours so long. What still fires then pages.</p>
      <div className={classes["times"]}>
        {snoozeTimes(now).map(({ words, until }) => (
          <Button key={words} variant="default" size="md" justify="space-between" rightSection={<span className={classes["pale"]}>{momentWords(until, now)}</span>} onClick={() => onChoose(new Date(until).toISOString())}>
            {words}
          </Button>
        ))}
      </div>
    </Modal>
  );
}
