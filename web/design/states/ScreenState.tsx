import { Button } from "@mantine/core";
import { Page } from "../../shell/Page.tsx";
import { Clock } from "../Clock.tsx";
import { Keys } from "../Keys.tsx";
import { NoticeBar } from "../NoticeBar.tsx";
import { PersonRow } from "../PersonRow.tsx";
import { ScheduleMonth } from "../ScheduleMonth.tsx";
import { Section } from "../Section.tsx";
import { RowsSkeleton } from "../Skeletons.tsx";
import { exampleNow, exampleZone, minutes } from "./example.ts";
import { exampleDays, exampleLayers } from "./schedule-example.ts";

function Aside() {
  return (
    <>
      <Section title="Owed next">
        <PersonRow
          name="Amara Okafor"
          title="You to Chidi"
          detail="Storefront, every 15 min"
          side={<Clock due={exampleNow - minutes(3)} />}
          isMine
        />
        <PersonRow name="Farid Haidari" title="Farid to customers" detail="INC-214, every hour" side={<Clock due={exampleNow + minutes(32)} />} />
      </Section>
      <Section title="On call now" side={<a href="#on-call">Calendar</a>}>
        <PersonRow name="Amara Okafor" title="You" detail="Web primary" side="until Mon" isRinged />
        <PersonRow name="Chidi Novak" detail="Web secondary, covers for you" side="until Mon" />
        <PersonRow name="Elif Kaya" detail="Payments, on a train" side="until 19:00" />
      </Section>
      <Section title="Could not be reached" side="30 days">
        <RowsSkeleton rows={2} withFaces />
      </Section>
    </>
  );
}

/** A whole screen: sentence, actions, content, side column, and the action under the thumb. */
export function ScreenState() {
  return (
    <Page
      title="Web secondary · On call"
      crumbs={
        <>
          <a href="#on-call">On call</a> / Web secondary
        </>
      }
      so="You are on call for Web primary until Monday 09:00."
      next="Two weeks to come need a hand: one has nobody new to wake, one has nobody at all."
      actions={
        <>
          <Button variant="default">Ask for cover</Button>
          <Button rightSection={<Keys keys="C" />}>Cover a gap</Button>
        </>
      }
      thumb={
        <>
          <Button>Cover a gap</Button>
          <Button variant="default">More</Button>
        </>
      }
      aside={<Aside />}
    >
      <NoticeBar
        title="Nobody from Fri 4 Dec 18:00 to Sun 6 Dec 18:00."
        text="Chidi is away. A page would wait 5 min and go to Grete."
        actions={
          <Button size="xs" variant="default">
            Take these 48 h
          </Button>
        }
      />
      <ScheduleMonth label="Web secondary" days={exampleDays} layers={exampleLayers} zone={exampleZone} />
    </Page>
  );
}
