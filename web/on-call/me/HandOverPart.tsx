import { Button, Checkbox, Textarea } from "@mantine/core";
import { useState } from "react";
import type { HandOverView, OwnHandOverView } from "../../../server/features/on-call/hand-over.contract.ts";
import { listWords } from "../../../server/features/on-call/shift-words.rules.ts";
import { useCommand } from "../../api/queries.ts";
import "../../design/mantine-form-styles.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { dueWords, fullMomentWords, spanWords } from "../../design/wording.ts";
import classes from "./MyOnCall.module.css";
import { NoteHistory } from "./NoteHistory.tsx";

interface DialogProps {
  own: OwnHandOverView;
  onClose: () => void;
}

function useLeaving({ own, onClose }: DialogProps) {
  const { mutate: send, isPending, error } = useCommand<HandOverView>("on-call");
  const [text, setText] = useState(own.latest?.text ?? "");
  const [left, setLeft] = useState<readonly string[]>([]);
  // What was there as the dialog opened: a note written elsewhere since then is not passed over.
  const [after] = useState(own.latest?.id ?? null);
  const facts = own.facts.map(({ key }) => key).filter((key) => !left.includes(key));
  const leave = () =>
    send(
      { path: `/api/v1/schedules/${encodeURIComponent(own.scheduleId)}/hand-overs`, body: { text, facts, after } },
      {
        onSuccess: () => {
          toast("Your note is left");
          onClose();
        },
      },
    );
  const toggle = (key: string) => setLeft((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]));
  return { text, setText, left, toggle, leave, isPending, error };
}

function LeaveDialog(props: DialogProps) {
  const { own, onClose } = props;
  const { text, setText, left, toggle, leave, isPending, error } = useLeaving(props);
  const next = own.after.length === 0 ? "whoever comes next" : listWords(own.after.map(({ name }) => name));
  return (
    <FormDialog title={`A note to ${next}`} confirm="Leave the note" keep="Not now" isReady={text.trim() !== ""} isBusy={isPending} problem={error} size={560} onSubmit={leave} onClose={onClose}>
      <Textarea
        label="What to watch, what is open" placeholder="The checkout is slow since the deploy at ten; the new pool helps, watch it." autosize minRows={4} maxRows={12} maxLength={5_000} data-autofocus value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {own.facts.length === 0 ? (
        <p className={classes["small"]}>Nothing of this shift is open: no alert, no incident, no silence that ends soon.</p>
      ) : (
        <fieldset className={classes["choices"]}>
          <legend className={classes["small"]}>Of this shift; what is ticked goes along</legend>
          {own.facts.map(({ key, words, at }) => (
            <Checkbox key={key} checked={!left.includes(key)} onChange={() => toggle(key)} label={at === null ? words : `${words} ${fullMomentWords(Date.parse(at))}`} />
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}

function LatestWords({ own: { latest } }: { own: OwnHandOverView }) {
  if (latest === null) return <p className={classes["text"]}>Nothing is written yet.</p>;
  const readers = latest.readBy.map(({ name }) => name);
  return (
    <>
      <p className={classes["note"]}>{latest.text}</p>
      <p className={classes["small"]}>
        written {fullMomentWords(Date.parse(latest.writtenAt))}; {readers.length === 0 ? "not read yet" : `read by ${listWords(readers)}`}
      </p>
    </>
  );
}

/** The note that the reader leaves at the end of a shift. */
export function HandOverPart({ own }: { own: OwnHandOverView }) {
  const [isOpen, setOpen] = useState(false);
  const to = Date.parse(own.to);
  const ends = useOfNow((now) => (to > now ? `your shift ends ${dueWords(to, now)}` : `your shift ended ${spanWords(now - to)} ago`));
  const next = own.after.length === 0 ? "Nobody is planned after you; the note waits for whoever comes." : `${listWords(own.after.map(({ name }) => name))} will see it here and in their reminder.`;
  return (
    <Section title={`Hand over: ${own.scheduleName}`} side={ends}>
      <div className={classes["card"]}>
        <LatestWords own={own} />
        <div className={classes["buttons"]}>
          <Button variant="default" onClick={() => setOpen(true)}>
            {own.latest === null ? "Write a note to the next" : "Write it anew"}
          </Button>
          <NoteHistory scheduleId={own.scheduleId} scheduleName={own.scheduleName} />
          {own.latest === null ? <span className={classes["small"]}>{next}</span> : null}
        </div>
      </div>
      {isOpen ? <LeaveDialog own={own} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}
