import { Button } from "@mantine/core";
import { useKey } from "../shell/KeysProvider.tsx";
import { Page } from "../shell/Page.tsx";
import { toast } from "./toasts.ts";
import { AlertStates } from "./states/AlertStates.tsx";
import { ClockStates } from "./states/ClockStates.tsx";
import { ListStates } from "./states/ListStates.tsx";
import { OutcomeStates } from "./states/OutcomeStates.tsx";
import { PeopleStates } from "./states/PeopleStates.tsx";
import { ScheduleStates } from "./states/ScheduleStates.tsx";
import { SeverityStates } from "./states/SeverityStates.tsx";
import { Keys } from "./Keys.tsx";

/** Every part in all its states, for eyes and for the accessibility check. */
export function States() {
  const handOver = () => void toast("Handed over to Farid", () => undefined);
  useKey("H", "Hand over", handOver);
  return (
    <Page
      title="Parts and states"
      so="Parts and states."
      next="Every screen is made of these, and every one of them has an empty, a loading, a failed and a refused form."
      crumbs={
        <>
          <a href="#design">Design</a> / Parts
        </>
      }
      actions={
        <>
          <Button variant="default">Not now</Button>
          <Button rightSection={<Keys keys="H" />} onClick={handOver}>
            Hand over
          </Button>
        </>
      }
    >
      <SeverityStates />
      <ClockStates />
      <PeopleStates />
      <OutcomeStates />
      <ListStates />
      <AlertStates />
      <ScheduleStates />
    </Page>
  );
}
