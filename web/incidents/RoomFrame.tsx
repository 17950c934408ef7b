import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import "../design/mantine-form-styles.ts";
import { Views } from "../design/Views.tsx";
import { RoomDialogs } from "./dialogs/RoomDialogs.tsx";
import { Ground } from "./ground/Ground.tsx";
import { RoomHead } from "./head/RoomHead.tsx";
import { RoomNotices } from "./head/RoomNotices.tsx";
import { RoomStrip } from "./head/RoomStrip.tsx";
import { RoomThumb } from "./head/RoomThumb.tsx";
import { People } from "./people/People.tsx";
import classes from "./Room.module.css";
import type { Opened } from "./room-dialogs.ts";
import { TimelineColumn } from "./timeline/TimelineColumn.tsx";
import { useRoomKeys } from "./use-room-keys.ts";

type Tab = "timeline" | "ground" | "people";

const tabs = [
  { id: "timeline", words: "Timeline" },
  { id: "ground", words: "Ground" },
  { id: "people", words: "People" },
] as const;

/** The room as it stands on the screen: head, clocks, and three columns, which are tabs where there is no room for them. */
export function RoomFrame() {
  const [tab, setTab] = useState<Tab>("timeline");
  const [opened, setOpened] = useState<Opened | null>(null);
  const isPhone = useMediaQuery("(max-width: 719px)", undefined, { getInitialValueInEffect: false });
  useRoomKeys({ isPhone, open: setOpened });
  return (
    <div className={classes["room"]} data-tab={tab}>
      <RoomHead onOpen={setOpened} />
      <RoomNotices onOpen={setOpened} />
      <RoomStrip onOpen={setOpened} />
      <div className={classes["columns"]}>
        <div className={classes["tabs"]}>
          <Views label="In this room" views={tabs} chosen={tab} onChoose={setTab} />
        </div>
        <div className={classes["ground"]} role="region" aria-label="Common ground" tabIndex={0}>
          <Ground />
        </div>
        <TimelineColumn isPhone={isPhone} onOpen={setOpened} />
        <div className={classes["people"]} role="region" aria-label="People, alerts and tasks" tabIndex={0}>
          <People onOpen={setOpened} />
        </div>
      </div>
      <RoomThumb onOpen={setOpened} />
      <RoomDialogs opened={opened} onOpen={setOpened} />
    </div>
  );
}
