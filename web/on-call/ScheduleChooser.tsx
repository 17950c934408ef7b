import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import type { ScheduleView } from "../../server/features/on-call/contract.ts";
import classes from "./OnCall.module.css";

export interface ScheduleChooserProps {
  schedules: readonly ScheduleView[];
  chosen: ScheduleView;
  onChoose: (id: string) => void;
}

/** The schedule's name, which opens the list of all. */
export function ScheduleChooser({ schedules, chosen, onChoose }: ScheduleChooserProps) {
  return (
    <Menu width={260} shadow="none">
      <Menu.Target>
        <button type="button" className={classes["chooser"]} aria-label={`${chosen.name}, choose a schedule`}>
          {chosen.name}
          <IconChevronDown size={16} stroke={1.8} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes["list"] ?? ""}>
        <Menu.RadioGroup value={chosen.id} onChange={onChoose}>
          {schedules.map(({ id, name }) => (
            <Menu.RadioItem key={id} value={id} checkIcon={<IconCheck size={15} stroke={2} />}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
