import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiProblem, isPassing, newKey } from "../../api/client.ts";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { keepFiles, recallFiles } from "./kept-files.ts";
import { type Upload, uploadEvidence, whyNotAttach } from "./upload.ts";

/** A file that is about to become evidence. */
export interface Attachment {
  id: string;
  file: File;
  /** How much of it has gone, 0 to 1; null while it waits. */
  share: number | null;
  problem: string | null;
}

/** The files themselves, brought back after a reload. */
function useKeptAttachments(place: string) {
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const isRecalled = useRef(false);
  useEffect(() => {
    void recallFiles(place).then((kept) => {
      isRecalled.current = true;
      const recalled = kept.map(({ id, file }): Attachment => ({ id, file, share: null, problem: null }));
      setAttachments((all) => [...recalled, ...all]);
    });
  }, [place]);
  const ids = attachments.map(({ id }) => id).join(" ");
  useEffect(() => {
    if (isRecalled.current) void keepFiles(place, attachments.map(({ id, file }) => ({ id, file })));
  }, [place, ids]);
  return [attachments, setAttachments] as const;
}

/** Files beside what is written: taken in, looked at, sent one after the other. */
export function useAttachments() {
  const { path, incident } = useRoom();
  const queries = useQueryClient();
  const [attachments, setAttachments] = useKeptAttachments(incident.id);
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
      await uploadEvidence({ path, file, key: id, ...about }, (share) => change(id, { share }), abort.signal).then(() => drop(id));
      return true;
    } catch (error) {
      // What was answered stays answered under its id; another try after a no is another request.
      change(id, { ...(isPassing(error) ? {} : { id: newKey() }), share: null, problem: error instanceof ApiProblem ? error.message : "It could not be sent." });
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
