import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { Since } from "../design/Clock.tsx";
import { Code } from "../design/Code.tsx";
import { Section } from "../design/Section.tsx";
import { fullMomentWords, timeOfDay } from "../design/wording.ts";
import classes from "./AlertScreen.module.css";
import { payloadLines } from "./payload-lines.ts";
import { sizeWords } from "./size-words.ts";

const mostLines = 400;

/** What the tool sent, with what was read of it and what was taken out before storing. */
export function AlertPayload({ alert }: { alert: AlertDetail }) {
  const [isWhole, setIsWhole] = useState(false);
  const { payload } = alert;
  if (payload === null) {
    return (
      <Section title="Raw payload">
        <p className={classes["note"]}>It is gone: bodies are kept for 30 days.</p>
      </Section>
    );
  }
  const lines = payloadLines(payload.body, alert);
  const isCut = !isWhole && lines.length > mostLines;
  return (
    <Section title="Raw payload" count={`${sizeWords(payload.size)}, ${timeOfDay(Date.parse(payload.receivedAt), undefined, true)}`}>
      <div className={classes["payload"]}>
        <Code label="Payload as it was stored" content={isCut ? lines.slice(0, mostLines) : lines} copy={payload.body} />
      </div>
      {isCut ? <Button variant="subtle" size="xs" onClick={() => setIsWhole(true)}>Show all {lines.length} lines</Button> : null}
      <p className={classes["note"]}>Bold is what Muster read. Payloads are kept for 30 days, without what looks like a secret.</p>
    </Section>
  );
}

/** Every time this condition came up. */
export function Occurrences({ alert }: { alert: AlertDetail }) {
  return (
    <table className={classes["occurrences"]}>
      <thead>
        <tr>
          <th scope="col">Began</th>
          <th scope="col">Lasted</th>
          <th scope="col" className={classes["number"]}>Signals</th>
        </tr>
      </thead>
      <tbody>
        {alert.occurrences.map((one) => {
          const began = Date.parse(one.firstAt);
          const words = fullMomentWords(began);
          return (
            <tr key={one.id} data-this={one.id === alert.id || undefined}>
              <th scope="row">{one.id === alert.id ? words : <Link to="/alerts/$id" params={{ id: one.id }}>{words}</Link>}</th>
              <td><Since at={began} until={one.resolvedAt === null ? undefined : Date.parse(one.resolvedAt)} /></td>
              <td className={classes["number"]}>{one.signals}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
