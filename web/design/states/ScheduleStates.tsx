import { useState } from "react";
import { ScheduleMonth } from "../ScheduleMonth.tsx";
import { Section } from "../Section.tsx";
import { fullMomentWords } from "../wording.ts";
import { exampleZone } from "./example.ts";
import { exampleDays, exampleLayers } from "./schedule-example.ts";
import classes from "./States.module.css";

/** A month of on-call, and the last span that was asked for. */
export function ScheduleStates() {
  const [asked, setAsked] = useState("Drag over the last rows, or walk the days with the arrows");
  return (
    <Section title="Web secondary" count="2 November to 6 December, Europe/Berlin" side={<span className={classes["pale"]}>{asked}</span>}>
      <ScheduleMonth
        label="Web secondary, 2 November to 6 December"
        days={exampleDays}
        layers={exampleLayers}
        zone={exampleZone}
        onSpan={(from, to) => setAsked(`Asked: ${fullMomentWords(from, exampleZone)} to ${fullMomentWords(to, exampleZone)}`)}
      />
    </Section>
  );
}
