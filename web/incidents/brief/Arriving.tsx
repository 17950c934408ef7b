import { Button } from "@mantine/core";
import { IconDoorEnter } from "@tabler/icons-react";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useRoom } from "../room-context.tsx";
import type { Opening } from "../room-dialogs.ts";
import { isRunning } from "../room-words.ts";
import { arrivalOf } from "./arrival.ts";

/** Whoever is not in it yet, or came in late, is led to the brief first. */
export function Arriving({ onOpen }: Opening) {
  const { incident, me } = useRoom();
  const arrival = isRunning(incident) ? arrivalOf(incident, me) : null;
  if (arrival === null) return null;
  return (
    <NoticeBar
      icon={<IconDoorEnter size={18} stroke={1.6} />}
      title={arrival === "outside" ? "You are not in this incident yet." : "You came in when it was under way."}
      text="The brief says in a minute what is so, what was ruled out and what is owed."
      actions={<Button size="xs" variant="default" onClick={() => onOpen({ kind: "brief" })}>Read the brief</Button>}
    />
  );
}
