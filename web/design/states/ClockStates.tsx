import { IconBellOff } from "@tabler/icons-react";
import { Button } from "@mantine/core";
import { AlertState } from "../AlertState.tsx";
import { Clock, Since, TimeOfDay } from "../Clock.tsx";
import { NoticeBar } from "../NoticeBar.tsx";
import { Section } from "../Section.tsx";
import { Sparkline } from "../Sparkline.tsx";
import { UrgencyMark } from "../UrgencyMark.tsx";
import { exampleNow, minutes } from "./example.ts";
import classes from "./States.module.css";

function Clocks() {
  const at = (count: number) => exampleNow + minutes(count);
  return (
    <div className={classes["clocks"]}>
      <Clock due={at(32)} since={at(-28)} />
      <Clock due={at(4)} since={at(-11)} />
      <Clock due={at(-3)} since={at(-18)} form="long" />
      <Clock due={exampleNow + 40_000} since={at(-1)} />
      <Clock due={exampleNow} since={at(-15)} />
      <Clock due={at(4 * 1440)} since={at(-1440)} />
    </div>
  );
}

/** Clocks, the states of an alert, urgency, and a notice with its clock. */
export function ClockStates() {
  return (
    <>
      <div className={classes["grid"]} data-columns="3">
        <Section title="Clocks" count="alive, in two forms" rule="line">
          <Clocks />
        </Section>
        <Section title="Alerts and urgency" rule="line">
          <div className={classes["stack"]}>
            <div className={`${classes["row"]} ${classes["wide"]}`}>
              <AlertState kind="firing" />
              <AlertState kind="acknowledged" />
              <AlertState kind="low" />
              <AlertState kind="held">silenced until 18:00</AlertState>
              <AlertState kind="resolved" />
            </div>
            <div className={`${classes["row"]} ${classes["wide"]}`}>
              <UrgencyMark urgency="high" />
              <UrgencyMark urgency="low" />
              <UrgencyMark urgency="none" />
            </div>
          </div>
        </Section>
        <Section title="Times and signals" rule="line">
          <div className={`${classes["row"]} ${classes["wide"]}`}>
            <Since at={exampleNow - minutes(49)} />
            <Since at={exampleNow - 183_000} isExact />
            <Since at={exampleNow - minutes(269)} />
            <TimeOfDay at={exampleNow - minutes(49)} withSeconds />
            <TimeOfDay at={exampleNow + minutes(5413)} />
            <Sparkline counts={[1, 2, 4, 6, 8, 11, 12, 12, 13, 13]} label="214 signals, rising" />
            <Sparkline counts={[3, 0, 0, 0, 2, 0, 0, 0, 0, 0]} label="2 signals" />
          </div>
        </Section>
      </div>
      <NoticeBar
        icon={<IconBellOff size={18} stroke={1.6} />}
        title="“Search is being reindexed” ends in 13 min."
        text="Ben made it at 10:24 for Search, not staging. It holds 2 alerts and 41 signals."
        due={exampleNow + minutes(13)}
        since={exampleNow - minutes(263)}
        actions={
          <>
            <Button size="xs" variant="default">
              One hour more
            </Button>
            <Button size="xs" variant="subtle">
              Let it end
            </Button>
          </>
        }
      />
      <NoticeBar
        title="Nobody from Fri 4 Dec 18:00 to Sun 6 Dec 18:00."
        text="Chidi is away. A page would wait 5 min and go to Grete."
        actions={
          <Button size="xs" variant="default">
            Take these 48 h
          </Button>
        }
      />
    </>
  );
}
