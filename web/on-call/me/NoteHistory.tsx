import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import type { HandOverView } from "../../../server/features/on-call/hand-over.contract.ts";
import { listWords } from "../../../server/features/on-call/shift-words.rules.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { fullMomentWords } from "../../design/wording.ts";
import { PartNotRead } from "../../shell/NotRead.tsx";
import classes from "./MyOnCall.module.css";

function readersWords({ readBy }: HandOverView): string {
  return readBy.length === 0 ? "not read yet" : `read by ${listWords(readBy.map(({ name }) => name))}`;
}

function Notes({ scheduleId }: { scheduleId: string }) {
  const { data, error } = useAddress<List<HandOverView>>("on-call", `/api/v1/schedules/${encodeURIComponent(scheduleId)}/hand-overs?limit=50`);
  if (error !== null) return <PartNotRead problem={error} />;
  if (data === undefined) return <RowsSkeleton rows={3} />;
  if (data.items.length === 0) return <p className={classes["text"]}>Nobody left a note on this schedule yet.</p>;
  return (
    <ul className={classes["history"]}>
      {data.items.map((note) => (
        <li key={note.id}>
          <b>{note.name}</b>
          <p className={classes["note"]}>{note.text}</p>
          <p className={classes["small"]}>
            {fullMomentWords(Date.parse(note.writtenAt))}; {readersWords(note)}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What was left at the end of earlier shifts of a schedule. */
export function NoteHistory({ scheduleId, scheduleName }: { scheduleId: string; scheduleName: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" onClick={() => setOpen(true)}>
        Earlier notes
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={`Notes on ${scheduleName}`} size={560} closeButtonProps={{ "aria-label": "Close" }}>
        <Notes scheduleId={scheduleId} />
      </Modal>
    </>
  );
}
