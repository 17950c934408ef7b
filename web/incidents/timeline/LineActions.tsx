import { Menu } from "@mantine/core";
import { IconCornerUpLeft, IconDots, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useState } from "react";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import type { ApiProblem } from "../../api/client.ts";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import type { Opened } from "../room-dialogs.ts";
import { useRoomCommand } from "../room-queries.ts";
import { isOpenToWords } from "../room-words.ts";
import { hasText, shortOf } from "./entry-words.ts";
import classes from "./Timeline.module.css";

export interface LineActionsProps {
  entry: EntryView;
  onReply: (entry: EntryView) => void;
  onDecide: (entry: EntryView) => void;
  onOpen: (opened: Opened) => void;
}

const icon = { size: 15, stroke: 1.7 };

/** What a text longer than a task is cut to. */
const longestTask = 500;

function useLineCommands(entry: EntryView) {
  const working = useRoomCommand();
  const onError = (problem: unknown) => void toast((problem as ApiProblem).message);
  return {
    pin: () => working.run({ method: "PUT", to: `entries/${entry.entry ?? 0}/pin`, body: { isPinned: !entry.isPinned } }, { onError }),
    makeTask: () => working.run({ to: "tasks", body: { text: shortOf(entry, longestTask) } }, { onSuccess: () => void toast("It is a task now; give it to somebody."), onError }),
  };
}

function MoreActions({ entry, onReply, onDecide, onOpen }: LineActionsProps) {
  const { me, mayManage } = useRoom();
  const [isUsed, setUsed] = useState(false);
  const { pin, makeTask } = useLineCommands(entry);
  const mayRedact = hasText(entry) && (mayManage || (entry.actor.kind === "person" && entry.actor.id === me));
  const button = (
    <button type="button" aria-label="More with this line" aria-haspopup="menu" onClick={() => setUsed(true)}>
      <IconDots {...icon} />
    </button>
  );
  if (!isUsed) return button;
  return (
    <Menu opened onChange={(isOpen) => setUsed(isOpen)} position="bottom-end">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onReply(entry)}>Answer it</Menu.Item>
        <Menu.Item onClick={pin}>{entry.isPinned ? "No key moment any more" : "A key moment"}</Menu.Item>
        <Menu.Item onClick={makeTask}>Make it a task</Menu.Item>
        <Menu.Item onClick={() => onDecide(entry)}>Record a decision on it</Menu.Item>
        <Menu.Item onClick={() => onOpen({ kind: "evidence of", entry })}>It speaks for something, or against it</Menu.Item>
        {mayRedact ? <Menu.Item onClick={() => onOpen({ kind: "redact", entry })}>Take the text out</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What can be done with a line: seen when it is pointed at or focused; on a phone one button that is always there. */
export function LineActions(props: LineActionsProps) {
  const { entry, onReply } = props;
  const { incident, mayWork } = useRoom();
  const { pin } = useLineCommands(entry);
  if (!mayWork || !isOpenToWords(incident) || entry.entry === null) return null;
  return (
    <div className={classes["actions"]}>
      <button type="button" aria-label="Answer this line" title="Answer" onClick={() => onReply(entry)}>
        <IconCornerUpLeft {...icon} />
      </button>
      <button type="button" aria-label="Key moment" aria-pressed={entry.isPinned} title={entry.isPinned ? "No key moment any more" : "A key moment"} onClick={pin}>
        {entry.isPinned ? <IconPinnedOff {...icon} /> : <IconPin {...icon} />}
      </button>
      <MoreActions {...props} />
    </div>
  );
}
