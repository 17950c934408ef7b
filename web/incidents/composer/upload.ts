import type { EvidenceView } from "../../../server/features/incidents/evidence.contract.ts";
import { ApiProblem } from "../../api/client.ts";

/** 50 MB, as the server counts. */
export const mostBytes = 52_428_800;

/** A pasted text longer than this is a log. */
const longestNote = { characters: 2_000, lines: 25 };

/** Whether a pasted text is rather a log to attach than words to say. */
export function isLog(text: string): boolean {
  return text.length > longestNote.characters || text.split("\n").length > longestNote.lines;
}

/** `840 B`, `12 kB`, `3.4 MB`. */
export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, "")} MB`;
}

/** Why a file cannot be attached, before a byte of it is sent; null where it can. */
export function whyNotAttach({ name, size }: { name: string; size: number }): string | null {
  if (size > mostBytes) return `${name} has ${bytesWords(size)}; a file may have at most 50 MB (${mostBytes.toLocaleString("en")} bytes). Pack it, cut it, or attach a link to where it lies.`;
  return size === 0 ? `${name} is empty.` : null;
}

/** What to call it by what it says of itself; the server looks at the bytes. */
export function kindOf({ type, name }: { type: string; name: string }): EvidenceView["kind"] {
  if (/^image\/(png|jpeg|gif|webp)$/.test(type)) return "picture";
  return type.startsWith("text/") || /\.(log|txt|jsonl?|csv)$/i.test(name) ? "log" : "file";
}

export interface Upload {
  path: string;
  file: File;
  /** The same for every try, so that a file that arrived is not stored again. */
  key: string;
  caption: string;
  at?: string | undefined;
  replyTo?: number | undefined;
}

/** Sends the bytes of a file, telling how much of it has gone; `fetch` cannot tell. */
export function uploadEvidence({ path, file, key, caption, at, replyTo }: Upload, onProgress: (share: number) => void, signal: AbortSignal): Promise<EvidenceView> {
  const query = new URLSearchParams({ kind: kindOf(file), name: file.name });
  if (caption.trim() !== "") query.set("caption", caption.trim());
  if (at !== undefined) query.set("at", at);
  if (replyTo !== undefined) query.set("replyTo", String(replyTo));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${path}/evidence?${query.toString()}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("idempotency-key", key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new ApiProblem(0, "unreachable", "Muster cannot be reached. The file is kept here; send it again when the connection is back."));
    request.onload = () => (request.status < 300 ? resolve(JSON.parse(request.responseText) as EvidenceView) : reject(problemIn(request)));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function problemIn({ status, responseText }: XMLHttpRequest): ApiProblem {
  try {
    const { code, detail } = JSON.parse(responseText) as { code: string; detail: string };
    return new ApiProblem(status, code, detail);
  } catch {
    return new ApiProblem(status, "fault", `Muster answered ${status}.`);
  }
}
