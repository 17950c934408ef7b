import { IconClock, IconLoader2, IconAlertCircle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { copyText } from "../../design/copy-text.ts";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import classes from "./Composer.module.css";
import type { Letter } from "./outbox.ts";
import { useOutbox } from "./use-outbox.ts";

const signs = { sending: IconLoader2, waiting: IconClock, refused: IconAlertCircle };

function standing({ state, problem }: Letter): string {
  if (state === "refused") return problem ?? "It was refused.";
  return state === "waiting" ? "waits to be sent: Muster cannot be reached, and this is kept until it can" : "on its way";
}

function sayCopied(outcome: "copied" | "selected"): void {
  toast(outcome === "copied" ? "Copied." : "This browser does not let Muster copy. Select the text and copy it by hand.");
}

/** What the reader wrote and the timeline does not have yet. */
export function Letters({ onArrived }: { onArrived: () => Promise<void> }) {
  const { incident } = useRoom();
  const { letters, withdraw } = useOutbox(incident.id);
  const before = useRef(letters.length);
  useEffect(() => {
    if (letters.length < before.current) void onArrived().catch(() => undefined);
    before.current = letters.length;
  });
  if (letters.length === 0) return null;
  return (
    <ul className={classes["letters"]} aria-label="Not in the timeline yet">
      {letters.map((letter) => {
        const Sign = signs[letter.state];
        return (
          <li key={letter.key} data-state={letter.state}>
            <Sign size={15} stroke={1.7} aria-hidden="true" />
            <div>
              <p dir="auto">{letter.body.text}</p>
              <span role={letter.state === "sending" ? undefined : "status"}>{standing(letter)}</span>
            </div>
            {letter.state === "sending" ? null : (
              <span className={classes["ends"]}>
                <button type="button" className={classes["plain"]} onClick={() => void copyText(letter.body.text, null).then(sayCopied)}>Copy</button>
                <button type="button" className={classes["plain"]} onClick={() => withdraw(letter.key)}>Drop it</button>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
