import { useEffect, useRef, useState } from "react";
import { command, get } from "../../api/client.ts";
import { useSignedIn } from "../../api/session.ts";
import { type KeptDraft, readKept, youngerDraft } from "./draft.ts";

const pause = 1_200;

export interface Draft<Body> {
  body: Body;
  change: (body: Body) => void;
  /** It was sent, or let go. */
  forget: () => void;
}

/** A private window may refuse to keep anything; then the server alone does. */
function keep(key: string, draft: KeptDraft<unknown>): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    return;
  }
}

function recall<Body>(key: string): KeptDraft<Body> | null {
  try {
    return readKept<Body>(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Where the server keeps it. */
function addressOf(place: string): string {
  return `/api/v1/drafts/${encodeURIComponent(place)}`;
}

/** The server's draft; none where it cannot be asked. */
async function readThere<Body>(place: string): Promise<KeptDraft<Body> | null> {
  const there = await get<{ body: Body | null; savedAt: string | null }>(addressOf(place)).catch(() => null);
  return there?.savedAt ? { body: there.body, savedAt: Date.parse(there.savedAt) } : null;
}

/** Saves what is typed here at once and on the server after a pause, and brings it back after a reload or on another machine. */
export function useDraft<Body>(place: string, empty: Body): Draft<Body> {
  const personId = useSignedIn()?.personId ?? "";
  const key = `muster.draft/${personId}/${place}`;
  const [body, setBody] = useState<Body>(() => recall<Body>(key)?.body ?? empty);
  const isTouched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    let isGone = false;
    void readThere<Body>(place).then((there) => {
      const younger = youngerDraft(recall<Body>(key), there);
      if (!isGone && !isTouched.current && younger !== null) setBody(younger);
    });
    return () => {
      isGone = true;
    };
  }, [key, place]);
  const put = (next: Body | null) => {
    isTouched.current = true;
    setBody(next ?? empty);
    keep(key, { body: next, savedAt: Date.now() });
    clearTimeout(timer.current);
    const save = () => (next === null ? command("DELETE", addressOf(place)) : command("PUT", addressOf(place), { body: next }));
    timer.current = setTimeout(() => void save().catch(() => undefined), next === null ? 0 : pause);
  };
  return { body, change: put, forget: () => put(null) };
}
