import { Button } from "@mantine/core";
import { Keys } from "../../design/Keys.tsx";
import { useRoom } from "../room-context.tsx";
import { useOwed } from "../room-queries.ts";
import { isOpenToWords, isRunning } from "../room-words.ts";
import classes from "../Room.module.css";
import { MoreMenu } from "./MoreMenu.tsx";
import { nextStep, type NextStep } from "./next-step.ts";
import type { Opening } from "../room-dialogs.ts";
import { type Steps, useSteps } from "./use-steps.ts";

/** Which action is the filled one now. */
export function useNextStep(): NextStep {
  const { incident } = useRoom();
  const { data: owed } = useOwed();
  return nextStep(incident, owed?.items.some(({ isClosing }) => isClosing) ?? false);
}

interface PartProps extends Opening {
  steps: Steps;
  next: NextStep;
}

function SteerButtons({ onOpen, steps }: PartProps) {
  const { incident } = useRoom();
  return (
    <>
      <Button variant="subtle" onClick={() => onOpen({ kind: "brief" })}>Brief a latecomer</Button>
      <Button variant="default" onClick={() => onOpen({ kind: "escalate" })}>Escalate</Button>
      <Button variant="default" onClick={() => onOpen({ kind: "experts" })}>Ask an expert</Button>
      <Button variant="default" onClick={() => onOpen({ kind: "hand over" })}>Hand over</Button>
      {incident.status === "open" ? <Button variant="default" disabled={steps.isBusy} onClick={steps.mitigate}>Mitigate</Button> : null}
      <Button variant="default" disabled={steps.isBusy} onClick={steps.resolve}>Resolve</Button>
    </>
  );
}

/** An offered hand-over comes first: then its “Accept” is the filled one. */
export function useVariant(): "filled" | "default" {
  const { incident, me } = useRoom();
  return incident.handovers.some(({ to }) => to.id === me) ? "default" : "filled";
}

function FilledButton({ next, steps, onOpen }: PartProps) {
  const { incident } = useRoom();
  const variant = useVariant();
  switch (next) {
    case "take":
      return <Button variant={variant} loading={steps.isBusy} onClick={steps.acknowledge}>I have it</Button>;
    case "update":
      return (
        <Button variant={variant} onClick={() => onOpen({ kind: "update" })} rightSection={<Keys keys="U" />}>
          {isRunning(incident) ? "Write an update" : "Write the last update"}
        </Button>
      );
    case "close":
      return <Button loading={steps.isBusy} onClick={steps.close}>Close</Button>;
    case "reopen":
      return <Button onClick={() => onOpen({ kind: "reopen" })}>Re-open</Button>;
    case null:
      return null;
  }
}

/** What can be done with the incident, the one next thing filled and last. */
export function RoomActions({ onOpen }: Opening) {
  const { incident, mayWork } = useRoom();
  const steps = useSteps();
  const next = useNextStep();
  if (!mayWork) return null;
  const parts = { steps, next, onOpen };
  const hasUpdate = next !== "update" && isOpenToWords(incident) && isRunning(incident);
  return (
    <div className={classes["actions"]}>
      {isOpenToWords(incident) || incident.status === "cancelled" ? <MoreMenu {...parts} /> : null}
      {isRunning(incident) ? <SteerButtons {...parts} /> : null}
      {hasUpdate ? <Button variant="default" onClick={() => onOpen({ kind: "update" })} rightSection={<Keys keys="U" />}>Write an update</Button> : null}
      <FilledButton {...parts} />
    </div>
  );
}
