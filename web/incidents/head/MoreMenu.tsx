import { Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { EvidenceItems } from "../../adherence/EvidenceButtons.tsx";
import { useRoom } from "../room-context.tsx";
import { isOpenToWords, isRunning } from "../room-words.ts";
import type { Opening } from "../room-dialogs.ts";

export interface MoreMenuProps extends Opening {
  /** Drawn instead of the button with three dots, under the thumb: the menu opens upwards there. */
  target?: ReactNode;
  children?: ReactNode;
}

/** What is seldom needed; what cannot be needed now is left out. */
export function MoreMenu({ onOpen, target, children }: MoreMenuProps) {
  const { incident, mayWork } = useRoom();
  const isLive = isRunning(incident);
  const isWritable = isOpenToWords(incident);
  const mayReopen = incident.status === "resolved" || incident.status === "closed" || incident.status === "cancelled";
  return (
    <Menu position={target === undefined ? "bottom-end" : "top-end"}>
      <Menu.Target>
        {target ?? (
          <Button variant="subtle" aria-label="More" px={8}>
            <IconDots size={18} stroke={1.8} />
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        {isWritable ? (
          <>
            <Menu.Item onClick={() => onOpen({ kind: "milestones" })}>When what happened</Menu.Item>
            <Menu.Item onClick={() => onOpen({ kind: "impact" })}>Impact</Menu.Item>
            <Menu.Item onClick={() => onOpen({ kind: "facts" })}>Services, kind and tags</Menu.Item>
            <Menu.Item onClick={() => onOpen({ kind: "relate" })}>Related to another</Menu.Item>
          </>
        ) : null}
        {isLive && incident.template === null ? <Menu.Item onClick={() => onOpen({ kind: "template" })}>Use a template</Menu.Item> : null}
        {mayWork ? <Menu.Item onClick={() => onOpen({ kind: "privacy" })}>{incident.isPrivate ? "Who sees it" : "Make it private"}</Menu.Item> : null}
        <Menu.Item onClick={() => onOpen({ kind: "conduct" })}>Report how somebody was treated</Menu.Item>
        <EvidenceItems incidentRef={incident.ref} />
        {mayReopen ? <Menu.Item onClick={() => onOpen({ kind: "reopen" })}>Re-open</Menu.Item> : null}
        {isLive ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onOpen({ kind: "merge" })}>It is the same as another: merge</Menu.Item>
            <Menu.Item onClick={() => onOpen({ kind: "split" })}>Part of it is another incident: split</Menu.Item>
            <Menu.Item onClick={() => onOpen({ kind: "cancel" })}>There is nothing to coordinate: cancel</Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
