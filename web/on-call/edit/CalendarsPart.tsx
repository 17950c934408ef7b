import { Button, Checkbox, FileInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CalendarView } from "../../../server/features/on-call/schedule-calendar.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { FormDialog } from "../../design/FormDialog.tsx";
import { Section } from "../../design/Section.tsx";
import { momentWords } from "../../design/wording.ts";
import { PartNotRead } from "../../shell/NotRead.tsx";
import classes from "./Edit.module.css";
import { scheduleIdOf } from "./schedule-draft.ts";

function Calendar({ calendar, path }: { calendar: CalendarView; path: string }) {
  const { mutate, isPending } = useCommand("on-call");
  const { id, name, host, isOverride, shifts, unknown, problem, readAt } = calendar;
  const read = useOfNow((now) => (readAt === null ? "not read yet" : `read ${momentWords(Date.parse(readAt), now)}`));
  return (
    <li>
      <b>{name}</b>
      <span className={classes["small"]}>
        {host ?? "uploaded"}, {read}; {shifts} shifts{isOverride ? "; goes before the layers" : ""}
      </span>
      {problem === null ? null : <span className={classes["warning"]}>{problem} What it said before still holds.</span>}
      {unknown.length === 0 ? null : <span className={classes["warning"]}>Nobody here is called {unknown.map((one) => `“${one.name}”`).join(", ")}; there it has nobody.</span>}
      <span className={classes["buttons"]}>
        {host === null ? null : <Button size="compact-xs" variant="subtle" loading={isPending} onClick={() => mutate({ path: `${path}/${id}/read` })}>Read it now</Button>}
        <Button size="compact-xs" variant="subtle" loading={isPending} onClick={() => mutate({ method: "DELETE", path: `${path}/${id}` })}>Forget it</Button>
      </span>
    </li>
  );
}

interface AddProps {
  path: string;
  taken: ReadonlySet<string>;
  onClose: () => void;
}

function AddCalendar({ path, taken, onClose }: AddProps) {
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [isOverride, setOverride] = useState(false);
  const { mutateAsync, isPending, error } = useCommand("on-call");
  const save = async () => {
    const from = file === null ? { url: url.trim() } : { content: await file.text() };
    await mutateAsync({ method: "PUT", path: `${path}/${scheduleIdOf(name, taken)}`, body: { name: name.trim(), isOverride, ...from } });
    onClose();
  };
  return (
    <FormDialog
      title="Take in a calendar" confirm="Take it in" isReady={name.trim() !== "" && (url.trim() !== "" || file !== null)} isBusy={isPending} problem={error}
      onSubmit={() => void save().catch(() => undefined)} onClose={onClose}
    >
      <TextInput label="Name" required withAsterisk={false} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput label="Address" description="Read every quarter of an hour, kept sealed." placeholder="https:// or webcal://" value={url} disabled={file !== null} onChange={(event) => setUrl(event.currentTarget.value)} />
      <FileInput label="Or a file" placeholder="rota.ics" accept=".ics,text/calendar" clearable value={file} onChange={setFile} />
      <Checkbox label="Its events go before the layers, as overrides do" checked={isOverride} onChange={(event) => setOverride(event.currentTarget.checked)} />
      <p className={classes["small"]}>The title of an event names who is on call: a name, an e-mail address or an id, several with commas between them.</p>
    </FormDialog>
  );
}

/** Calendars of other systems that the schedule reads, and whom they name that nobody knows. */
export function CalendarsPart({ scheduleId }: { scheduleId: string }) {
  const path = `/api/v1/schedules/${scheduleId}/calendars`;
  const { data, error } = useAddress<List<CalendarView>>("on-call", path, { every: 15_000 });
  const [isAdding, setAdding] = useState(false);
  const items = data?.items ?? [];
  return (
    <Section title="Calendars" count={items.length === 0 ? "none" : String(items.length)}>
      <div className={classes["effect"]}>
        {error ? <PartNotRead problem={error} /> : null}
        {items.length === 0 ? null : (
          <ul>
            {items.map((calendar) => (
              <Calendar key={calendar.id} calendar={calendar} path={path} />
            ))}
          </ul>
        )}
        <div className={classes["buttons"]}>
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>Take in a calendar</Button>
        </div>
      </div>
      {isAdding ? <AddCalendar path={path} taken={new Set(items.map(({ id }) => id))} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}
