import { useEffect, useSyncExternalStore } from "react";
import { command, newKey } from "../../api/client.ts";
import { useServerAhead } from "../../api/server-clock.ts";
import { useSignedIn } from "../../api/session.ts";
import { connection } from "../../api/stream.ts";
import { type Letter, Outbox } from "./outbox.ts";

const boxes = new Map<string, Outbox>();

/** Room for private windows that keep nothing: then letters live as long as the page. */
function keepUnder(key: string) {
  return {
    read() {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(text: string) {
      try {
        localStorage.setItem(key, text);
      } catch {
        return;
      }
    },
  };
}

function outboxOf(personId: string): Outbox {
  const known = boxes.get(personId);
  if (known) return known;
  const outbox = new Outbox({
    keep: keepUnder(`muster.outbox/${personId}`),
    send: ({ key, incidentId, kind, body }) => command("POST", `/api/v1/incidents/${incidentId}/${kind}`, body, key),
    later: (act, milliseconds) => void setTimeout(act, milliseconds),
  });
  boxes.set(personId, outbox);
  return outbox;
}

export type NewLetter = Pick<Letter, "incidentId" | "kind" | "body">;

/** What was written in this incident and is not in its timeline yet, and the way to write more. */
export function useOutbox(incidentId: string) {
  const outbox = outboxOf(useSignedIn()?.personId ?? "");
  const serverAhead = useServerAhead();
  const letters = useSyncExternalStore(outbox.subscribe, outbox.now);
  useEffect(() => {
    const flush = () => void (connection.now().state === "live" && outbox.flush());
    flush();
    window.addEventListener("online", flush);
    const unsubscribe = connection.subscribe(flush);
    return () => {
      window.removeEventListener("online", flush);
      unsubscribe();
    };
  }, [outbox]);
  return {
    letters: letters.filter((letter) => letter.incidentId === incidentId),
    /** What was written while no news came says when it was written; it may arrive much later. */
    post: (letter: NewLetter) => {
      const isAway = connection.now().state !== "live" || !navigator.onLine;
      const at = letter.body.at ?? (isAway ? new Date(Date.now() + serverAhead).toISOString() : undefined);
      outbox.post({ ...letter, body: { ...letter.body, ...(at === undefined ? {} : { at }) }, key: newKey(), writtenAt: Date.now() });
    },
    withdraw: (key: string) => outbox.withdraw(key),
    retry: () => void outbox.flush(),
  };
}
