import { Button, Checkbox, SegmentedControl, Select, Switch, Table, Textarea, TextInput } from "@mantine/core";
import { IconCheck, IconMoon, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import "../mantine-form-styles.ts";
import { AlertState, type AlertStateKind } from "../AlertState.tsx";
import { Ask } from "../Ask.tsx";
import { BulkBar } from "../BulkBar.tsx";
import { Since } from "../Clock.tsx";
import { FilterChip } from "../FilterChip.tsx";
import { Section } from "../Section.tsx";
import { Sparkline } from "../Sparkline.tsx";
import { type Urgency, UrgencyMark } from "../UrgencyMark.tsx";
import { Views } from "../Views.tsx";
import { exampleNow, minutes } from "./example.ts";
import classes from "./States.module.css";

const still = () => undefined;

interface Row {
  kind: AlertStateKind;
  title: string;
  service: string;
  since: number;
  counts: number[];
  urgency: Urgency;
  why: string;
}

const rows: Row[] = [
  { kind: "acknowledged", title: "p99 of Checkout above 2 s", service: "Checkout", since: 49, counts: [1, 3, 5, 8, 11, 12, 12, 13], urgency: "high", why: "Critical on tier 1: declared, paged Elif" },
  { kind: "low", title: "Disk 82% full on shop-fra-2", service: "Storefront", since: 125, counts: [2, 0, 0, 2, 0, 0, 0, 0], urgency: "low", why: "Low urgency: mail to you, no page" },
  { kind: "held", title: "Search replica lags by 90 s", service: "Search", since: 200, counts: [4, 5, 4, 5, 4, 5, 5, 4], urgency: "high", why: "Silenced by Ben until 15:00" },
  { kind: "resolved", title: "Nightly settlement did not report", service: "Ledger", since: 570, counts: [1, 0, 0, 0, 0, 0, 0, 0], urgency: "high", why: "Dana answered 04:26; its beat came 13:55" },
];

function Alerts() {
  return (
    <Table.ScrollContainer minWidth={720} type="native" tabIndex={0} role="region" aria-label="Alerts">
      <Table>
        <Table.Thead>
          <Table.Tr>
            {["Alert", "Service", "Since", "Signals", "Urgency", "Why it paged or did not"].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.title}>
              <Table.Td>
                <b className={classes["title"]}>
                  <AlertState kind={row.kind} isWordless /> {row.title}
                </b>
              </Table.Td>
              <Table.Td>{row.service}</Table.Td>
              <Table.Td><Since at={exampleNow - minutes(row.since)} /></Table.Td>
              <Table.Td><Sparkline counts={row.counts} /></Table.Td>
              <Table.Td><UrgencyMark urgency={row.urgency} /></Table.Td>
              <Table.Td>{row.why}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const bulk = [
  { words: "Resolve", icon: <IconCheck size={16} />, keys: "R", isUrgent: true, act: still },
  { words: "Snooze", icon: <IconMoon size={16} />, keys: "Z", isUrgent: true, act: still },
  { words: "Give to…", icon: <IconUsers size={16} />, keys: "G", act: still },
];

function Lists() {
  const [view, setView] = useState<"firing" | "mine" | "held">("firing");
  const [answer, setAnswer] = useState<"needed" | "noise" | "duplicate">();
  return (
    <div className={classes["stack"]}>
      <Views
        label="Views"
        views={[
          { id: "firing", words: "Firing and held", count: 11 },
          { id: "mine", words: "Mine", count: 2 },
          { id: "held", words: "Held back", count: 5 },
        ]}
        chosen={view}
        onChoose={setView}
      />
      <div className={classes["row"]}>
        <FilterChip name="Team" value="Web, Payments" onRemove={still} />
        <FilterChip name="Ended" value="today too" onRemove={still} />
        <SegmentedControl data={["Groups", "Alerts", "Services"]} aria-label="Shown as" />
        <Ask
          label="Was it worth it?"
          options={[
            { id: "needed", words: "Needed us" },
            { id: "noise", words: "Noise" },
            { id: "duplicate", words: "Duplicate" },
          ]}
          chosen={answer}
          onAnswer={setAnswer}
        />
      </div>
      <Alerts />
      <BulkBar chosen="1 group, 3 alerts" actions={bulk} onClear={still} />
    </div>
  );
}

function Fields() {
  return (
    <div className={classes["stack"]}>
      <Textarea label="What do people notice?" placeholder="Payments take more than 30 s and stop" />
      <Select label="Service" data={["Checkout", "Storefront", "Ledger"]} defaultValue="Checkout" description="Elif is on call for it now." />
      <TextInput label="Next update" defaultValue="in 9 h" error="P1 asks for news at least every 2 h. Try 2 h." />
      <Checkbox label="Tell Customer support" defaultChecked />
      <Checkbox label="Tell Legal and finance" />
      <Switch label="Practice: nobody is woken" defaultChecked />
    </div>
  );
}

/** Lists and what one does with them; the fields of a form. */
export function ListStates() {
  return (
    <>
      <Section title="Lists" count="views, filters, rows of 38 px, and what can be done to the chosen ones" rule="line">
        <Lists />
      </Section>
      <div className={classes["grid"]} data-columns="3">
        <Section title="Form" rule="line">
          <Fields />
        </Section>
        <Section title="The one action" count="56 px under a thumb" rule="line">
          <div className={classes["stack"]}>
            <Button size="xl" leftSection={<IconCheck size={20} />}>
              I have it
            </Button>
            <Button size="xl" variant="default">
              I can’t
            </Button>
          </div>
        </Section>
      </div>
    </>
  );
}
