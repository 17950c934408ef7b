import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FeedView } from "../../server/features/on-call/absence.contract.ts";
import { ApiProblem } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { Since } from "../design/Clock.tsx";
import { FormDialog } from "../design/FormDialog.tsx";
import { Section } from "../design/Section.tsx";
import { toast } from "../design/toasts.ts";
import "../design/mantine-form-styles.ts";
import { PartNotRead } from "../shell/NotRead.tsx";
import classes from "./Swaps.module.css";

interface Answer {
  feed: FeedView | null;
}

function FeedDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const [url, setUrl] = useState("");
  const { mutateAsync: send, isPending, error } = useCommand<Answer>("on-call");
  const save = () => void send({ method: "PUT", path, body: { url } }).then(onClose, () => undefined);
  return (
    <FormDialog title="Read it from your calendar" confirm="Read it" isReady={url.trim() !== ""} isBusy={isPending} problem={error instanceof ApiProblem ? error : null} onSubmit={save} onClose={onClose}>
      <TextInput label="Address of the calendar" placeholder="https:// or webcal://" value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
      <p className={classes["text"]}>Whole days that are not marked as free count, and hours that are out of office. Titles are not kept. Whoever has the address can read the calendar, so it is kept sealed and not shown again.</p>
    </FormDialog>
  );
}

function FeedState({ feed }: { feed: FeedView }) {
  if (feed.problem !== null) {
    return (
      <>
        <p className={classes["warn"]}>It cannot be read: {feed.problem}</p>
        <p className={classes["small"]}>What was read before stays. It is tried again every hour.</p>
      </>
    );
  }
  return <p className={classes["text"]}>{feed.readAt === null ? `${feed.host} is being read.` : <>{feed.host}, read <Since at={Date.parse(feed.readAt)} /> ago</>}</p>;
}

/** The reader's calendar: whether it can be read, and the way to give or forget it. */
export function AwayCalendar({ me }: { me: string }) {
  const path = `/api/v1/people/${me}/absence-feed`;
  const { data, error } = useAddress<Answer>("on-call", path, { every: 30_000 });
  const { mutateAsync: send } = useCommand("on-call");
  const [isGiving, setGiving] = useState(false);
  const forget = () => void send({ method: "DELETE", path }).then(() => toast("Your calendar is forgotten, and what it said"), () => undefined);
  const feed = data?.feed ?? null;
  return (
    <Section title="From your calendar" rule="line">
      {error && !data ? <PartNotRead problem={error} /> : null}
      {feed === null ? <p className={classes["text"]}>Muster can read by the hour when you are out of office.</p> : <FeedState feed={feed} />}
      <div className={classes["buttons"]}>
        <Button size="xs" variant="default" onClick={() => setGiving(true)}>
          {feed === null ? "Give its address" : "Another address"}
        </Button>
        {feed === null ? null : (
          <Button size="xs" variant="subtle" onClick={forget}>
            Forget it
          </Button>
        )}
      </div>
      {isGiving ? <FeedDialog path={path} onClose={() => setGiving(false)} /> : null}
    </Section>
  );
}
