import { SegmentedControl } from "@mantine/core";
import { IconMessageCircle } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import type { EntryView } from "../../../server/features/incidents/timeline.contract.ts";
import { Empty } from "../../design/Empty.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { Composer } from "../composer/Composer.tsx";
import { noteField } from "../composer/note-field.ts";
import { Letters } from "../composer/Letters.tsx";
import { useRoom } from "../room-context.tsx";
import type { Opened } from "../room-dialogs.ts";
import { countOf } from "../room-words.ts";
import { type Beginning, plainBeginning } from "./beginning.ts";
import roomClasses from "../Room.module.css";
import classes from "./Timeline.module.css";
import { TimelineList } from "./TimelineList.tsx";
import { type Show, type Timeline, useTimeline } from "./use-timeline.ts";

const shows = [
  { value: "all", label: "All" },
  { value: "people", label: "People" },
  { value: "decisions", label: "Decisions" },
  { value: "key", label: "Key moments" },
];

const nothing: Record<Show, { title: string; text: string }> = {
  all: { title: "Nothing has happened yet", text: "What people write and what Muster does stands here, as it happens." },
  people: { title: "Nobody has written yet", text: "Notes, decisions and evidence of people stand here. Write the first below." },
  decisions: { title: "Nothing was decided yet", text: "Decisions and changes of the class stand here, so that nobody has to ask who decided what." },
  key: { title: "No key moment yet", text: "Point at a line and pin it: the retrospective begins with these." },
};

export interface TimelineColumnProps {
  isPhone: boolean;
  onOpen: (opened: Opened) => void;
}

function Lines({ timeline, show, written, onBegin, onOpen }: { timeline: Timeline; show: Show; written: number; onBegin: (beginning: Beginning) => void; onOpen: (opened: Opened) => void }) {
  const onReply = useCallback((replyTo: EntryView) => onBegin({ replyTo, as: "note" }), [onBegin]);
  const onDecide = useCallback((replyTo: EntryView) => onBegin({ replyTo, as: "decision" }), [onBegin]);
  const onReadUpdate = useCallback((updateId: string) => onOpen({ kind: "sent update", updateId }), [onOpen]);
  if (!timeline.isRead) {
    const skeleton = <div className={classes["waiting"]}><RowsSkeleton rows={8} withFaces /></div>;
    return timeline.error === null ? skeleton : <div className={classes["waiting"]}><NotRead what="The timeline" problem={timeline.error} onRetry={() => void timeline.refresh().catch(() => undefined)} /></div>;
  }
  if (timeline.entries.length === 0) return <div className={classes["waiting"]}><Empty icon={<IconMessageCircle size={20} stroke={1.6} />} {...nothing[show]} /></div>;
  return <TimelineList key={show} timeline={timeline} written={written} onReply={onReply} onDecide={onDecide} onReadUpdate={onReadUpdate} onOpen={onOpen} />;
}

/** Everything that happened, and the place to write more. */
export function TimelineColumn({ isPhone, onOpen }: TimelineColumnProps) {
  const { incident } = useRoom();
  const [show, setShow] = useState<Show>("all");
  const [beginning, setBeginning] = useState<Beginning>(plainBeginning);
  const [written, setWritten] = useState(0);
  const timeline = useTimeline(show);
  const onBegin = useCallback((next: Beginning) => {
    setBeginning(next);
    if (isPhone) onOpen({ kind: "write", beginning: next });
    else noteField()?.focus();
  }, [isPhone, onOpen]);
  return (
    <section className={roomClasses["timeline"]} aria-label="Timeline">
      <div className={classes["bar"]}>
        <h2>Timeline</h2>
        <span className={classes["pale"]}>{countOf(incident.entries, "entry", "entries")}</span>
        <SegmentedControl aria-label="Which lines" data={shows} value={show} onChange={(value) => setShow(value as Show)} />
      </div>
      <Lines timeline={timeline} show={show} written={written} onBegin={onBegin} onOpen={onOpen} />
      <Letters onArrived={timeline.refresh} />
      {isPhone ? null : (
        <Composer beginning={beginning} onBegin={setBeginning} onWritten={() => setWritten((count) => count + 1)} onOpen={onOpen} />
      )}
    </section>
  );
}
