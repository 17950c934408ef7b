import { type ClipboardEvent, useState } from "react";
import { timeOfDay } from "../../design/wording.ts";
import { useRoom } from "../room-context.tsx";
import type { Beginning } from "../timeline/beginning.ts";
import { isAhead, momentIn } from "./happened-at.ts";
import { isLog } from "./upload.ts";
import { type Attachment, useAttachments } from "./use-attachments.ts";
import { useDraft } from "./use-draft.ts";
import { nothingWeighed, weighedBody, type Weighing } from "./weighing.ts";
import { useOutbox } from "./use-outbox.ts";

/** What is written and not posted; kept as it is typed. */
export interface Written {
  text: string;
  /** As a local date and time; empty where it happens now. */
  at: string;
  /** Of a decision: what it is made of. */
  weighing?: Weighing;
}

const nothing: Written = { text: "", at: "" };

function pastedLog(text: string): File {
  return new File([text], `pasted-${timeOfDay(Date.now()).replace(":", "")}.log`, { type: "text/plain" });
}

/** The words and when they happened, kept as they are typed. A time that was left behind without words shall not date what is written later. */
function useWords(place: string) {
  const draft = useDraft<Written>(place, nothing);
  const [isTimed, setTimed] = useState(false);
  const { text, weighing = nothingWeighed } = draft.body;
  const at = isTimed || text !== "" ? draft.body.at : "";
  const write = (written: Written) => {
    setTimed(isTimed || written.at !== at);
    draft.change(written);
  };
  return { written: { text, at, weighing }, write, forget: draft.forget };
}

/** Writing into the timeline: the draft, what is attached to it, and posting. */
export function useWriting({ replyTo, as }: Beginning, onWritten: () => void) {
  const { incident } = useRoom();
  const { written, write, forget } = useWords(`incident/${incident.id}/note`);
  const { text, at, weighing } = written;
  const { post } = useOutbox(incident.id);
  const files = useAttachments();
  const [isSending, setSending] = useState(false);
  const isReady = (text.trim() !== "" || files.attachments.length > 0) && !isAhead(at, Date.now()) && !isSending;
  const about = { ...(replyTo?.entry ? { replyTo: replyTo.entry } : {}), ...(momentIn(at) === undefined ? {} : { at: momentIn(at) ?? "" }) };
  const sendFiles = async () => {
    setSending(true);
    const sent = await files.send({ ...about, caption: text });
    setSending(false);
    if (sent > 0) forget();
    if (sent === files.attachments.length) onWritten();
  };
  const submit = () => {
    if (!isReady) return;
    if (files.attachments.length > 0) return void sendFiles();
    post({ incidentId: incident.id, kind: as === "decision" ? "decisions" : "notes", body: { text: text.trim(), ...about, ...(as === "decision" ? weighedBody(weighing) : {}) } });
    forget();
    onWritten();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    const words = event.clipboardData.getData("text/plain");
    if (pasted.length === 0 && !isLog(words)) return;
    event.preventDefault();
    files.add(pasted.length > 0 ? pasted : [pastedLog(words)]);
  };
  const unwrap = ({ id, file }: Attachment) => {
    files.drop(id);
    void file.text().then((words) => write({ ...written, text: `${text}${words}` }));
  };
  return { written, write, files, isReady, isSending, submit, onPaste, unwrap };
}
