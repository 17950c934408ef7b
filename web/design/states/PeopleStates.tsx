import { Button } from "@mantine/core";
import { Avatar, AvatarStack, OnDutyRing } from "../Avatar.tsx";
import { Clock } from "../Clock.tsx";
import { Keys } from "../Keys.tsx";
import { Mark, Wordmark } from "../Mark.tsx";
import { PersonRow } from "../PersonRow.tsx";
import { Section } from "../Section.tsx";
import { exampleNow, minutes } from "./example.ts";
import classes from "./States.module.css";

const names = ["Grete Lund", "Chidi Novak", "Farid Haidari", "Amara Okafor", "Dana Reyes", "Elif Kaya", "Ben Sato"];

function Rows() {
  return (
    <div>
      <PersonRow
        name="Amara Okafor"
        title="You to Chidi"
        detail="Storefront, every 15 min"
        side={<Clock due={exampleNow - minutes(3)} />}
        isMine
      />
      <PersonRow name="Chidi Novak" title="Chidi to Grete, Farid" detail="INC-214, every 15 min" side={<Clock due={exampleNow + minutes(6)} />} />
      <PersonRow name="Amara Okafor" title="You" detail="Web primary" side="until Mon" isRinged />
      <PersonRow name="Wolfeschlegelsteinhausenbergerdorff Maximiliane" detail="Payments, on a train" side="until 19:00" />
    </div>
  );
}

function Buttons() {
  return (
    <div className={classes["stack"]}>
      <div className={classes["row"]}>
        <Button rightSection={<Keys keys="U" />}>Write an update</Button>
        <Button variant="default">Hand over</Button>
        <Button variant="subtle">Not now</Button>
      </div>
      <div className={classes["row"]}>
        <Button disabled>Resolve</Button>
        <span className={classes["pale"]}>Refused: one task is still open</span>
      </div>
      <div className={classes["row"]}>
        <Button size="xs" variant="default">
          Approve and run
        </Button>
        <Button size="xs" variant="subtle">
          Not now
        </Button>
        <Keys keys="⌘K" /> <Keys keys="↵" />
      </div>
    </div>
  );
}

/** Faces, rows of people, the mark, buttons and keys. */
export function PeopleStates() {
  return (
    <div className={classes["grid"]} data-columns="3">
      <Section title="People" count="round; a machine is square" rule="line">
        <div className={`${classes["row"]} ${classes["wide"]}`}>
          {names.slice(0, 4).map((name) => (
            <Avatar key={name} name={name} />
          ))}
          <OnDutyRing>
            <Avatar name="Amara Okafor" />
          </OnDutyRing>
          <Avatar name="Prometheus" kind="machine" />
          <AvatarStack names={names.slice(0, 5)} />
          <AvatarStack names={names} most={3} />
          <Mark />
          <Wordmark />
        </div>
      </Section>
      <Section title="Owed next" rule="line">
        <Rows />
      </Section>
      <Section title="Buttons" count="one filled per screen" rule="line">
        <Buttons />
      </Section>
    </div>
  );
}
