import { ActionIcon, TextInput } from "@mantine/core";
import { IconClockEdit, IconX } from "@tabler/icons-react";
import { useNow } from "../../design/NowProvider.tsx";
import classes from "./Composer.module.css";
import { isAhead, localNow } from "./happened-at.ts";

export interface HappenedAtProps {
  /** As a local date and time; empty where it happens now. */
  value: string;
  onChange: (value: string) => void;
}

function MomentField({ value, onChange }: HappenedAtProps) {
  const now = useNow();
  return (
    <div className={classes["moment"]}>
      <TextInput
        type="datetime-local" size="xs" aria-label="It happened at" value={value} max={localNow(now)} error={isAhead(value, now) ? "That lies ahead." : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <ActionIcon size="xs" variant="subtle" aria-label="It happens now" onClick={() => onChange("")}><IconX size={14} stroke={1.8} /></ActionIcon>
    </div>
  );
}

/** For what happened before it is written; when it was really written stays visible. */
export function HappenedAt({ value, onChange }: HappenedAtProps) {
  if (value !== "") return <MomentField value={value} onChange={onChange} />;
  return (
    <button type="button" className={classes["plain"]} onClick={() => onChange(localNow(Date.now()))}>
      <IconClockEdit size={14} stroke={1.7} aria-hidden="true" />
      It happened earlier
    </button>
  );
}
