import { Button } from "@mantine/core";
import { useRef } from "react";
import type { BriefView } from "../../../server/features/incidents/presence.contract.ts";
import { useAddress } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { copyText } from "../../design/copy-text.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { toast } from "../../design/toasts.ts";
import { NotRead } from "../../shell/NotRead.tsx";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { firstName, isRunning, listWords } from "../room-words.ts";
import { arrivalOf, isUnbriefed } from "./arrival.ts";
import classes from "./Brief.module.css";

type Field = BriefView["fields"][number];

function Fields({ fields, words }: { fields: readonly Field[]; words: number }) {
  const list = useRef<HTMLDListElement>(null);
  const text = fields.map(({ title, text: said }) => `${title}: ${said}`).join("\n");
  const copy = async () => toast((await copyText(text, list.current)) === "copied" ? "Copied." : "Selected; copy it with the keyboard.");
  return (
    <>
      <dl ref={list} className={classes["brief"]}>
        {fields.map(({ part, title, text: said }) => [
          <dt key={`${part} title`}>{title}</dt>,
          <dd key={part} data-part={part} dir="auto">{said}</dd>,
        ])}
      </dl>
      <p className={classes["small"]}>
        {words} words, made from the room as it is now. <Button size="compact-xs" variant="subtle" onClick={() => void copy()}>Copy it</Button>
      </p>
    </>
  );
}

/** Who came in late, and whether they know what is so. */
function Readers() {
  const { incident, me } = useRoom();
  const waiting = incident.participants.filter((person) => person.id !== me && isUnbriefed(person, incident.declaredAt)).map(({ name }) => firstName(name));
  const read = incident.participants.filter(({ id, briefedAt }) => id !== me && briefedAt !== null).map(({ name }) => firstName(name));
  return (
    <>
      {read.length === 0 ? null : <p className={classes["small"]}>Read by {listWords(read)}.</p>}
      {waiting.length === 0 ? null : <p className={classes["small"]}>Came in late and has not read it yet: {listWords(waiting)}. They are asked as they enter the room.</p>}
    </>
  );
}

type As = "responder" | "observer";

/** What the reader may say once they have read it: come in as usual, as the other, or that they know now. */
function useWays(arrival: ReturnType<typeof arrivalOf>): { confirm: string; usual: As | undefined; other: { as: As; words: string } | null } {
  const mayWork = useMay("responder");
  const mayManage = useMay("manager");
  if (arrival !== "outside") return { confirm: arrival === null ? "Close" : "I have read it", usual: undefined, other: null };
  if (mayWork && !mayManage) return { confirm: "I have read it, and join", usual: "responder", other: { as: "observer", words: "Only observe" } };
  return { confirm: "I have read it, and observe", usual: "observer", other: mayWork ? { as: "responder", words: "Join to work on it" } : null };
}

function useJoining(onClose: () => void) {
  const joining = useRoomCommand();
  const join = (as: As | undefined) =>
    joining.run({ to: "join", body: { hasRead: true, ...(as && { as }) } }, {
      onSuccess: () => {
        toast(as === "observer" ? "You observe; questions go to the commander." : "Noted; the commander sees it.");
        onClose();
      },
    });
  return { join, isBusy: joining.isPending, problem: joining.error };
}

function Brief() {
  const { path } = useRoom();
  const { data, error, refetch } = useAddress<BriefView>("incidents", `${path}/brief`);
  if (data !== undefined) return <Fields fields={data.fields} words={data.words} />;
  return error === null ? <RowsSkeleton rows={8} /> : <NotRead what="The brief" problem={error} onRetry={() => void refetch()} />;
}

/** What is so, to be read in a minute by whoever comes in; they say that they did, and as what they come. */
export function BriefDialog({ onClose }: { onClose: () => void }) {
  const { incident, me } = useRoom();
  const arrival = isRunning(incident) ? arrivalOf(incident, me) : null;
  const { confirm, usual, other } = useWays(arrival);
  const { join, isBusy, problem } = useJoining(onClose);
  return (
    <FormDialog
      title={`${incident.ref} in a minute`} size={620} confirm={confirm} keep={arrival === null ? "Leave it" : "Later"} isBusy={isBusy} problem={problem}
      onSubmit={() => (arrival === null ? onClose() : join(usual))} onClose={onClose}
    >
      <Brief />
      <Readers />
      {other === null ? null : <Button variant="default" w="fit-content" disabled={isBusy} onClick={() => join(other.as)}>{other.words}</Button>}
    </FormDialog>
  );
}
