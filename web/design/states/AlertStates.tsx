import { AlertState } from "../AlertState.tsx";
import { AttemptTable } from "../AttemptTable.tsx";
import { Avatar } from "../Avatar.tsx";
import { Since, TimeOfDay } from "../Clock.tsx";
import { Code } from "../Code.tsx";
import { Facts } from "../Facts.tsx";
import { Section } from "../Section.tsx";
import { Step, Steps } from "../Steps.tsx";
import { Trace } from "../Trace.tsx";
import { Waiting } from "../Waiting.tsx";
import { exampleAttempts, exampleCapture, exampleConfiguration, examplePayload, exampleTrace } from "./alert-example.ts";
import { exampleNow, exampleZone, minutes } from "./example.ts";
import classes from "./States.module.css";

const began = exampleNow - minutes(49);

const facts = [
  { label: "State", value: <AlertState kind="acknowledged" /> },
  { label: "Firing since", value: <Since at={began} />, detail: <TimeOfDay at={began} withSeconds zone={exampleZone} /> },
  { label: "Signals", value: "214", detail: "in 3 alerts" },
  { label: "Urgency", value: "high", detail: "by route 2" },
  { label: "First page to answer", value: "3 min 3 s", detail: "14:01:07" },
  { label: "Owner", value: <><Avatar name="Chidi Novak" size={20} /> Chidi</> },
];

function Listening() {
  return (
    <Steps>
      <Step number={1} title="What speaks to Muster?" detail="Alertmanager" state="done" />
      <Step number={2} title="Paste this" detail="and reload Alertmanager">
        <Code label="Configuration for Alertmanager" content={exampleConfiguration} />
      </Step>
      <Step number={3} title="Listen" state="later">
        <div className={classes["stack"]}>
          <Waiting
            title="Waiting for the first alert"
            detail="Three came near: two tests, one with a wrong key. This turns green by itself."
            since={exampleNow - 134_000}
          />
          <Waiting
            title="The first alert came"
            detail="p99 of Checkout above 2 s, 1.1 kB, answered 202."
            since={exampleNow - minutes(4)}
            doneAt={exampleNow - minutes(1)}
          />
        </div>
      </Step>
    </Steps>
  );
}

/** One alert whole: facts, trace, attempts, payload; and the steps of a source. */
export function AlertStates() {
  return (
    <>
      <Facts facts={facts} />
      <Section title="What was decided, and why" count="9 decisions, as they were taken">
        <Trace lines={exampleTrace} zone={exampleZone} />
      </Section>
      <Section title="Pages" count="2 people, 4 attempts, 1 not made">
        <AttemptTable people={exampleAttempts} zone={exampleZone} />
      </Section>
      <div className={classes["grid"]} data-columns="2">
        <Section title="Raw payload" count="1.9 kB, 13:58:03">
          <Code label="Payload as it came" content={examplePayload} />
        </Section>
        <Section title="What came" count="14:39:52">
          <Code label="Captured body" content={exampleCapture} copy={null} />
        </Section>
      </div>
      <Listening />
    </>
  );
}
