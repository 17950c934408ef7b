import { Button, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isOpenToWords } from "../room-words.ts";
import classes from "../Room.module.css";

/** The title, which people may make truer as they learn. */
export function RoomTitle() {
  const { incident, mayWork } = useRoom();
  const [isEdited, setEdited] = useState(false);
  if (isEdited) return <TitleForm onDone={() => setEdited(false)} />;
  return (
    <div className={classes["title"]}>
      <h1 data-gone={incident.title === null || undefined}>{incident.title ?? "The title was taken out"}</h1>
      {mayWork && isOpenToWords(incident) ? (
        <button type="button" className={classes["edit"]} aria-label="Change the title" onClick={() => setEdited(true)}>
          <IconPencil size={15} stroke={1.7} />
        </button>
      ) : null}
    </div>
  );
}

function TitleForm({ onDone }: { onDone: () => void }) {
  const { incident } = useRoom();
  const [title, setTitle] = useState(incident.title ?? "");
  const changing = useRoomCommand();
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === incident.title) return onDone();
    changing.run({ method: "PATCH", to: "", body: { title: title.trim() } }, { onSuccess: onDone });
  };
  return (
    <form className={classes["titleForm"]} onSubmit={save} onKeyDown={(event) => void (event.key === "Escape" && onDone())}>
      <TextInput aria-label="Title" data-autofocus autoFocus maxLength={300} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      <Button type="submit" variant="default" loading={changing.isPending} disabled={title.trim() === ""}>Save</Button>
      <Button variant="subtle" onClick={onDone}>Leave it</Button>
      <ProblemWords problem={changing.error} />
    </form>
  );
}
