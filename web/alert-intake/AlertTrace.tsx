import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import "../design/mantine-form-styles.ts";
import type { TraceLine } from "../../server/features/alert-intake/contract.ts";
import { Section } from "../design/Section.tsx";
import { Trace } from "../design/Trace.tsx";
import { counted } from "./alert-rows.ts";
import classes from "./AlertScreen.module.css";

const parts = [
  { value: "all", label: "All" },
  { value: "sent", label: "Paged" },
  { value: "held", label: "Held back" },
];

const repeats = new Set(["fold.repeat", "fold.acknowledged"]);

/** Every decision about an alert with its reason. */
export function AlertTrace({ lines }: { lines: readonly TraceLine[] }) {
  const [part, setPart] = useState("all");
  const shown = lines.filter((line) => part === "all" || line.outcome === part);
  return (
    <Section
      title="What was decided, and why"
      count={`${counted(lines.length, "decision")}, as they were taken`}
      side={<SegmentedControl data={parts} value={part} onChange={setPart} aria-label="Which decisions" />}
    >
      {shown.length === 0 ? (
        <p className={classes["note"]}>{part === "sent" ? "Nobody was paged about it." : "Nothing was held back."}</p>
      ) : (
        <Trace
          lines={shown.map((line, index) => ({
            id: `${line.at} ${line.code} ${index}`,
            at: repeats.has(line.code) ? "since" : Date.parse(line.at),
            kind: line.outcome,
            decision: line.sentence.bold,
            text: line.sentence.rest,
            code: line.code,
          }))}
        />
      )}
    </Section>
  );
}
