import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import "../design/mantine-form-styles.ts";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { useCommand } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { useOfNow } from "../design/NowProvider.tsx";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { Section } from "../design/Section.tsx";
import { momentWords } from "../design/wording.ts";
import classes from "./AlertCare.module.css";

type Note = AlertDetail["notes"][number];

function NoteLine({ note }: { note: Note }) {
  const time = useOfNow((now) => momentWords(Date.parse(note.at), now));
  return (
    <li>
      <span className={classes["small"]}>
        <b>{note.personName ?? note.personId ?? "A token"}</b> {time}
      </span>
      <p className={classes["words"]}>{note.text}</p>
    </li>
  );
}

/** What people wrote about an alert, and room for more. */
export function AlertNotes({ alert }: { alert: AlertDetail }) {
  const mayWrite = useMay("responder");
  const { notes } = alert;
  if (notes.length === 0 && !mayWrite) return null;
  return (
    <Section title="Notes" count={notes.length === 0 ? undefined : notes.length}>
      <ul className={classes["notes"]}>
        {notes.map((note) => (
          <NoteLine key={note.id} note={note} />
        ))}
      </ul>
      {mayWrite ? <NoteForm id={alert.id} /> : null}
    </Section>
  );
}

function NoteForm({ id }: { id: string }) {
  const [text, setText] = useState("");
  const writing = useCommand("alerts");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && !writing.isPending) writing.mutate({ path: `/api/v1/alerts/${id}/note`, body: { text } }, { onSuccess: () => setText("") });
  };
  return (
    <form className={classes["write"]} onSubmit={submit}>
      <Textarea aria-label="Note" placeholder="What you know about it" autosize minRows={2} maxRows={8} maxLength={10_000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <ProblemWords problem={writing.error} />
      <Button type="submit" variant="default" size="xs" loading={writing.isPending} disabled={text.trim() === ""}>
        Keep the note
      </Button>
    </form>
  );
}
