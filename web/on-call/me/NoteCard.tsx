import { Button } from "@mantine/core";
import type { HandOverView, ShiftFactView } from "../../../server/features/on-call/hand-over.contract.ts";
import { useCommand } from "../../api/queries.ts";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { fullMomentWords } from "../../design/wording.ts";
import classes from "./MyOnCall.module.css";

/** What was open, each with its way there. */
export function FactLink({ fact: { words, path, at } }: { fact: ShiftFactView }) {
  return (
    <>
      <a href={path}>{words}</a>
      {at === null ? null : <span className={classes["small"]}>{fullMomentWords(Date.parse(at))}</span>}
    </>
  );
}

/** What somebody left for the reader's shift, and the way to say that it was read. */
export function NoteCard({ note, me, scheduleName, mayConfirm }: { note: HandOverView; me: string | null; scheduleName: string; mayConfirm: boolean }) {
  const { mutate: send, isPending, error } = useCommand<HandOverView>("on-call");
  const read = note.readBy.find(({ personId }) => personId === me);
  const confirm = () => send({ path: `/api/v1/schedules/${encodeURIComponent(note.scheduleId)}/hand-overs/${note.id}/read` }, { onSuccess: () => void toast(`${note.name} sees that you read it`) });
  return (
    <Section title={`${note.name} left you a note`} side={scheduleName}>
      <div className={classes["card"]}>
        <p className={classes["note"]}>{note.text}</p>
        {note.facts.length === 0 ? null : (
          <ul className={classes["facts"]}>
            {note.facts.map((fact) => (
              <li key={fact.key}>
                <FactLink fact={fact} />
              </li>
            ))}
          </ul>
        )}
        <div className={classes["buttons"]}>
          {read === undefined && mayConfirm ? (
            <Button onClick={confirm} loading={isPending}>
              I have read it
            </Button>
          ) : null}
          <span className={classes["small"]}>
            written {fullMomentWords(Date.parse(note.writtenAt))}
            {read === undefined ? "" : `; you read it ${fullMomentWords(Date.parse(read.at))}`}
          </span>
        </div>
        <ProblemWords problem={error} />
      </div>
    </Section>
  );
}
