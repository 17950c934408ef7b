import { type ClipboardEvent, useState } from "react";
import { timeOfDay } from "../../design/wording.ts";
import { useRoom } from "../room-context.tsx";
import type { Beginning } from "../timeline/beginning.ts";
import { isAhead, momentIn } from "./happened-at.ts";
import { isLog } from "./upload.ts";
import { type Attachment, useAttachments } from "./use-attachments.ts";
import { useDraft } from "./use-draft.ts";
import { useOutbox } from "./use-outbox.ts";

/** What is written and not posted; kept as it is typed. */
export interface Written {
  text: string;
  /** As a local date and time; empty where it happens now. */
  at: string;
}

const nothing: Written = { text: "", at: "" };

function pastedLog(text: string): File {
  return new File([text], `pasted-${timeOfDay(Date.now()).replace(":", "")}.log`, { type: "text/plain" });
}

/** Writing into the timeline: the draft, what is attached to it, and posting. */
export function useWriting({ replyTo, as }: Beginning, onWritten: () => void) {
  const { incident } = useRoom();
  const draft = useDraft<Written>(`incident/${incident.id}/note`, nothing);
  const { post } = useOutbox(incident.id);
  const files = useAttachments();
  const [isSending, setSending] = useState(false);
  const { text, at } = draft.body;
  const isReady = (text.trim() !== "" || files.attachments.length > 0) && !isAhead(at, Date.now()) && !isSending;
  const about = { ...(replyTo?.entry ? { replyTo: replyTo.entry } : {}), ...(momentIn(at) === undefined ? {} : { at: momentIn(at) ?? "" }) };
  const sendFiles = async () => {
    setSending(true);
    const areAllSent = await files.send({ ...about, caption: text });
    setSending(false);
    if (!areAllSent) return;
    draft.forget();
    onWritten();
  };
  const submit = () => {
    if (!isReady) return;
    if (files.attachments.length > 0) return void sendFiles();
    post({ incidentId: incident.id, kind: as === "decision" ? "decisions" : "notes", body: { text: text.trim(), ...about } });
    draft.forget();
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
    void file.text().then((words) => draft.change({ ...draft.body, text: `${text}${words}` }));
  };
  return { written: draft.body, write: draft.change, files, isReady, isSending, submit, onPaste, unwrap };
}
