import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { OnceDialog } from "../../design/OnceDialog.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { firstName, isRunning } from "../room-words.ts";
import classes from "../people/People.module.css";
import { whatHelps } from "./observing.ts";

type Writing = "questions" | "authority" | null;

const forms = {
  questions: { label: "Your question to the commander", send: "Ask", sent: "The commander was told, or whoever communicates for them. Nobody else is disturbed." },
  authority: { label: "What everybody should hear of you", send: "Lend authority", sent: "It stands in the timeline, before everybody." },
} as const;

function WriteForm({ to, onClose }: { to: keyof typeof forms; onClose: () => void }) {
  const { incident } = useRoom();
  const { label, send, sent } = forms[to];
  const [text, setText] = useState(to === "authority" ? `${firstName(incident.commander.name)} commands. Please bring everything to them.` : "");
  const sending = useRoomCommand();
  const submit = () =>
    sending.run({ to, body: { text: text.trim() } }, {
      onSuccess: () => {
        toast(sent);
        onClose();
      },
    });
  return (
    <div className={classes["form"]}>
      <Textarea autoFocus autosize minRows={2} maxRows={8} maxLength={2_000} aria-label={label} placeholder={label} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button size="xs" variant="default" disabled={text.trim() === ""} loading={sending.isPending} onClick={submit}>{send}</Button>
      <Button size="xs" variant="subtle" onClick={onClose}>Leave it</Button>
      <ProblemWords problem={sending.error} />
    </div>
  );
}

/** Command passes in the open, once it is said from whom. */
function TakeCommand({ onClose }: { onClose: () => void }) {
  const { incident, me } = useRoom();
  const taking = useRoomCommand();
  const command = incident.roles.find(({ isCommand }) => isCommand);
  const { name } = incident.commander;
  const take = () =>
    taking.run({ to: `roles/${encodeURIComponent(command?.role ?? "")}/assign`, body: { personId: me } }, {
      onSuccess: () => {
        toast(`You command now, and ${firstName(name)} no more.`);
        onClose();
      },
    });
  return (
    <OnceDialog
      isOpen title={`Take command from ${name}?`} confirm={`Take command from ${firstName(name)}`} keep={`Leave it with ${firstName(name)}`}
      consequence={`Everybody in the room sees that you took it from ${name}, and when. A hand-over with a brief is gentler; so is lending your authority.`}
      isBusy={taking.isPending} problem={taking.error?.message} onConfirm={take} onClose={onClose}
    >
      <p>From then on you decide, and everything that nobody else holds falls to you.</p>
    </OnceDialog>
  );
}

/** For whoever observes: what helps, a question to the commander, authority, and the ways in and out. */
export function ObserverCard() {
  const { incident, me, mayWork, mayManage } = useRoom();
  const [writing, setWriting] = useState<Writing>(null);
  const [isTaking, setTaking] = useState(false);
  const moving = useRoomCommand();
  const mine = incident.participants.find(({ id }) => id === me);
  if (mine?.standing !== "observes" || !isRunning(incident)) return null;
  return (
    <Section title="You observe">
      <ul className={classes["helps"]}>
        {whatHelps.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {writing === null ? (
        <div className={classes["ways"]}>
          <Button size="xs" variant="default" onClick={() => setWriting("questions")}>Ask {firstName(incident.commander.name)}</Button>
          {mayManage ? <Button size="xs" variant="default" onClick={() => setWriting("authority")}>Lend authority</Button> : null}
          {mayWork ? <Button size="xs" variant="subtle" disabled={moving.isPending} onClick={() => moving.run({ to: "join", body: { as: "responder" } })}>Take part</Button> : null}
          {mayManage ? <Button size="xs" variant="subtle" onClick={() => setTaking(true)}>Take command</Button> : null}
          <Button size="xs" variant="subtle" disabled={moving.isPending} onClick={() => moving.run({ to: "leave" })}>Leave</Button>
        </div>
      ) : (
        <WriteForm to={writing} onClose={() => setWriting(null)} />
      )}
      {isTaking ? <TakeCommand onClose={() => setTaking(false)} /> : null}
    </Section>
  );
}
