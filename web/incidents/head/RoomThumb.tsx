import { Button, Menu } from "@mantine/core";
import { useRoom } from "../room-context.tsx";
import { isOpenToWords, isRunning } from "../room-words.ts";
import classes from "../Room.module.css";
import { MoreMenu } from "./MoreMenu.tsx";
import { useNextStep, useVariant } from "./RoomActions.tsx";
import type { NextStep } from "./next-step.ts";
import type { Opening } from "../room-dialogs.ts";
import { type Steps, useSteps } from "./use-steps.ts";

interface PartProps extends Opening {
  next: NextStep;
  steps: Steps;
}

function FilledThumb({ next, steps, onOpen }: PartProps) {
  const { incident } = useRoom();
  const variant = useVariant();
  switch (next) {
    case "take":
      return <Button variant={variant} loading={steps.isBusy} onClick={steps.acknowledge}>I have it</Button>;
    case "update":
      return <Button variant={variant} onClick={() => onOpen({ kind: "update" })}>{isRunning(incident) ? "Update" : "Last update"}</Button>;
    case "close":
      return <Button loading={steps.isBusy} onClick={steps.close}>Close</Button>;
    case "reopen":
      return <Button onClick={() => onOpen({ kind: "reopen" })}>Re-open</Button>;
    case null:
      return null;
  }
}

function SteerItems({ next, steps, onOpen }: PartProps) {
  const { incident } = useRoom();
  return (
    <>
      {next === "update" ? null : <Menu.Item onClick={() => onOpen({ kind: "update" })}>Write an update</Menu.Item>}
      {isRunning(incident) ? (
        <>
          <Menu.Item onClick={() => onOpen({ kind: "brief" })}>Brief a latecomer</Menu.Item>
          <Menu.Item onClick={() => onOpen({ kind: "escalate" })}>Escalate</Menu.Item>
          <Menu.Item onClick={() => onOpen({ kind: "experts" })}>Ask an expert</Menu.Item>
          <Menu.Item onClick={() => onOpen({ kind: "hand over" })}>Hand over</Menu.Item>
          {incident.status === "open" ? <Menu.Item onClick={steps.mitigate}>Mitigate</Menu.Item> : null}
          <Menu.Item onClick={steps.resolve}>Resolve</Menu.Item>
        </>
      ) : null}
    </>
  );
}

/** On a phone, what is done under the thumb: take it or tell, write, and the rest behind one button. */
export function RoomThumb({ onOpen }: Opening) {
  const { incident, mayWork } = useRoom();
  const parts = { next: useNextStep(), steps: useSteps(), onOpen };
  if (!mayWork || incident.status === "merged") return null;
  return (
    <div className={classes["thumb"]} data-thumb>
      <FilledThumb {...parts} />
      {isOpenToWords(incident) ? <Button variant="default" onClick={() => onOpen({ kind: "write" })}>Note</Button> : null}
      <MoreMenu onOpen={onOpen} target={<Button variant="default">More</Button>}>
        {isOpenToWords(incident) ? <SteerItems {...parts} /> : null}
      </MoreMenu>
    </div>
  );
}
