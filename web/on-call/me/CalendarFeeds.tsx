import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { CalendarFeedView, NewCalendarFeedView } from "../../../server/features/on-call/calendar-feed.contract.ts";
import type { ScheduleView } from "../../../server/features/on-call/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import { Code } from "../../design/Code.tsx";
import "../../design/mantine-form-styles.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { Section } from "../../design/Section.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { toast } from "../../design/toasts.ts";
import { fullMomentWords } from "../../design/wording.ts";
import { PartNotRead } from "../../shell/NotRead.tsx";
import classes from "./MyOnCall.module.css";

const path = "/api/v1/me/calendar-feeds";
const own = "";

function feedName({ scheduleName }: Pick<CalendarFeedView, "scheduleName">): string {
  return scheduleName ?? "My own shifts";
}

function SubscribeDialog({ onMade, onClose }: { onMade: (feed: NewCalendarFeedView) => void; onClose: () => void }) {
  const schedules = useAddress<List<ScheduleView>>("on-call", "/api/v1/schedules?limit=500").data?.items ?? [];
  const { mutate: send, isPending, error } = useCommand<NewCalendarFeedView>("on-call");
  const [chosen, setChosen] = useState(own);
  const make = () => send({ path, body: { scheduleId: chosen === own ? null : chosen } }, { onSuccess: onMade });
  return (
    <FormDialog title="Subscribe in your calendar" confirm="Make the address" isBusy={isPending} problem={error} onSubmit={make} onClose={onClose}>
      <Select
        label="Of what" data={[{ value: own, label: "My own shifts, over all schedules" }, ...schedules.map(({ id, name }) => ({ value: id, label: name }))]} value={chosen} allowDeselect={false}
        onChange={(value) => setChosen(value ?? own)}
      />
      <p className={classes["small"]}>Your calendar program asks for it every hour or so. It shows the past month and the next half year.</p>
    </FormDialog>
  );
}

/** The address, this once. */
function AddressDialog({ feed, onClose }: { feed: NewCalendarFeedView; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Subscribe to: ${feedName(feed)}`} withCloseButton={false} size={560}>
      <div className={classes["form"]}>
        <p className={classes["text"]}>Add it in your calendar program as a calendar from the internet. Whoever knows the address reads the calendar, so give it to nobody else. It is not shown again; here you can take it back.</p>
        <Code label="The address" content={feed.address} />
        <Button onClick={onClose}>Done</Button>
      </div>
    </Modal>
  );
}

function Feed({ feed, onRevoke }: { feed: CalendarFeedView; onRevoke: () => void }) {
  return (
    <li className={classes["feed"]}>
      <div>
        <p>{feedName(feed)}</p>
        <p className={classes["small"]}>{feed.readAt === null ? "not read yet" : `last read ${fullMomentWords(Date.parse(feed.readAt))}`}</p>
      </div>
      <Button size="xs" variant="default" aria-label={`Take back: ${feedName(feed)}`} onClick={onRevoke}>
        Take back
      </Button>
    </li>
  );
}

/** The calendars that the reader subscribed to somewhere, and the way to another. */
export function CalendarFeeds() {
  const { data, error } = useAddress<List<CalendarFeedView>>("on-call", path);
  const { mutate: send, error: refused } = useCommand("on-call");
  const [open, setOpen] = useState<"closed" | "choosing" | NewCalendarFeedView>("closed");
  const revoke = (feed: CalendarFeedView) => send({ method: "DELETE", path: `${path}/${feed.id}` }, { onSuccess: () => void toast("The calendar's address serves nothing any more") });
  return (
    <Section title="In your calendar" side={<Button size="xs" variant="default" onClick={() => setOpen("choosing")}>Subscribe</Button>}>
      {error === null ? null : <PartNotRead problem={error} />}
      {data === undefined && error === null ? <RowsSkeleton rows={1} /> : null}
      {data?.items.length === 0 ? <p className={classes["text"]}>See your shifts, or a schedule, in your own calendar program.</p> : null}
      <ul>
        {data?.items.map((feed) => (
          <Feed key={feed.id} feed={feed} onRevoke={() => revoke(feed)} />
        ))}
      </ul>
      <ProblemWords problem={refused} />
      {open === "choosing" ? <SubscribeDialog onMade={setOpen} onClose={() => setOpen("closed")} /> : null}
      {typeof open === "object" ? <AddressDialog feed={open} onClose={() => setOpen("closed")} /> : null}
    </Section>
  );
}
