import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ApiProblem, newKey } from "../../api/client.ts";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { type Upload, uploadEvidence, whyNotAttach } from "./upload.ts";

/** A file that is about to become evidence. */
export interface Attachment {
  id: string;
  file: File;
  /** How much of it has gone, 0 to 1; null while it waits. */
  share: number | null;
  problem: string | null;
}

/** Files beside what is written: taken in, looked at, sent one after the other. */
export function useAttachments() {
  const { path } = useRoom();
  const queries = useQueryClient();
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const aborting = useRef(new Map<string, AbortController>());
  const change = (id: string, part: Partial<Attachment>) => setAttachments((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const drop = (id: string) => {
    aborting.current.get(id)?.abort();
    setAttachments((all) => all.filter((one) => one.id !== id));
  };
  const add = (files: readonly File[]) => {
    for (const file of files) {
      const refused = whyNotAttach(file);
      if (refused === null) setAttachments((all) => [...all, { id: newKey(), file, share: null, problem: null }]);
      else toast(refused);
    }
  };
  const sendOne = async ({ id, file }: Attachment, about: Pick<Upload, "caption" | "at" | "replyTo">): Promise<boolean> => {
    const abort = new AbortController();
    aborting.current.set(id, abort);
    change(id, { share: 0, problem: null });
    try {
      await uploadEvidence({ path, file, ...about }, (share) => change(id, { share }), abort.signal).then(() => drop(id));
      return true;
    } catch (error) {
      change(id, { share: null, problem: error instanceof ApiProblem ? error.message : "It could not be sent." });
      return false;
    }
  };
  /** The first goes with the words, the rest after it, until one fails; how many arrived. */
  const send = async (about: Pick<Upload, "caption" | "at" | "replyTo">): Promise<number> => {
    let sent = 0;
    while (sent < attachments.length && (await sendOne(attachments[sent] as Attachment, sent === 0 ? about : { ...about, caption: "" }))) sent += 1;
    await Promise.all(["incidents", "timeline"].map((topic) => queries.invalidateQueries({ queryKey: [topic] })));
    return sent;
  };
  return { attachments, add, drop, send };
}

export type Attachments = ReturnType<typeof useAttachments>;
