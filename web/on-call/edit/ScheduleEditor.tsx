import { Button, Select, TextInput } from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { ScheduleView } from "../../../server/features/on-call/contract.ts";
import type { ScheduleEffectView, ScheduleFormView } from "../../../server/features/on-call/schedule-form.contract.ts";
import type { ApiProblem, List } from "../../api/client.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import "../../design/mantine-form-styles.ts";
import { NoticeBar } from "../../design/NoticeBar.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { ScheduleMonth } from "../../design/ScheduleMonth.tsx";
import { SheetSkeleton } from "../../design/Skeletons.tsx";
import { toast } from "../../design/toasts.ts";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import { layersOf } from "../schedule-layers.ts";
import type { KnownPerson } from "../WhoFields.tsx";
import classes from "./Edit.module.css";
import { CalendarsPart } from "./CalendarsPart.tsx";
import { EffectPart } from "./EffectPart.tsx";
import { LayerFields } from "./LayerFields.tsx";
import { draftOf, entryOf, type LayerDraft, newLayer, type ScheduleDraft, scheduleIdOf, whatIsMissing } from "./schedule-draft.ts";
import { previewOf } from "./schedule-preview.ts";
import { useEffectOf, useForm, useWeeks } from "./use-schedule-form.ts";

const zones = [{ value: "", label: "As the organization" }, ...Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))];

interface EditorProps {
  id: string | null;
  form: ScheduleFormView | null;
  people: readonly KnownPerson[];
  taken: ReadonlySet<string>;
  /** What people call it now. */
  called: string;
  onAgain: () => void;
}

function usePublish(id: string, version: string | null, name: string) {
  const navigate = useNavigate();
  const { mutateAsync, isPending, error } = useCommand<ScheduleEffectView>("on-call", "people", "services");
  const publish = async (entry: object) => {
    await mutateAsync({ method: "PUT", path: `/api/v1/schedules/${id}`, body: { version, entry } });
    toast(`${name} is published`);
    await navigate({ to: "/on-call", search: { schedule: id } });
  };
  return { publish, isPending, error };
}

function ChangedNotice({ problem, onAgain }: { problem: ApiProblem | null; onAgain: () => void }) {
  if (problem?.code !== "schedule.changed") return null;
  return (
    <NoticeBar
      title="Somebody changed this schedule meanwhile." text="What you wrote is still here; nothing was published over theirs."
      actions={<Button size="xs" variant="default" onClick={onAgain}>Begin again with theirs</Button>}
    />
  );
}

function Preview({ draft, id, people }: { draft: ScheduleDraft; id: string | null; people: readonly KnownPerson[] }) {
  const { zone, days, standing, clock } = useWeeks(id, draft.timezone);
  const names = useMemo(() => new Map(people.map((person) => [person.id, person.name])), [people]);
  const layers = useMemo(() => {
    if (zone === null) return [];
    const span = { from: days[0]?.start ?? 0, to: days.at(-1)?.end ?? 0 };
    return layersOf(previewOf(entryOf(draft), zone, span, standing, (person) => names.get(person) ?? person), null);
  }, [draft, zone, days, standing, names]);
  if (clock.error) return <NotRead what="The preview" problem={clock.error} onRetry={() => void clock.refetch()} />;
  if (zone === null) return <SheetSkeleton />;
  return (
    <>
      <p className={classes["small"]}>How the next five weeks would be, on the clock of {zone.name}.</p>
      <ScheduleMonth label="Preview" days={days} layers={layers} zone={zone.name} />
    </>
  );
}

function Editor({ id, form, people, taken, called, onAgain }: EditorProps) {
  const today = useOfNow((now) => new Date(now).toISOString().slice(0, 10));
  const [draft, setDraft] = useState<ScheduleDraft>(() => (form === null ? { name: "", timezone: "", layers: [newLayer(0, today)] } : draftOf(form.entry)));
  const name = draft.name.trim();
  const address = id ?? scheduleIdOf(name, taken);
  const missing = id === null && name === "" ? "The schedule has no name yet." : whatIsMissing(draft);
  const effect = useEffectOf(address, form?.version ?? null, missing === null ? entryOf(draft) : null);
  const { publish, isPending, error } = usePublish(address, form?.version ?? null, name === "" ? called : name);
  const change = (part: Partial<ScheduleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const changeLayer = (key: number, part: Partial<LayerDraft>) => change({ layers: draft.layers.map((layer) => (layer.key === key ? { ...layer, ...part } : layer)) });
  const addLayer = () => change({ layers: [...draft.layers, newLayer(Math.max(0, ...draft.layers.map(({ key }) => key)) + 1, today)] });
  const problem = error ?? (missing === null ? effect.error : null);
  const button = <Button loading={isPending} disabled={missing !== null} onClick={() => void publish(entryOf(draft)).catch(() => undefined)}>Publish</Button>;
  return (
    <Page
      title={id === null ? "New schedule" : `Change ${called}`}
      so={id === null ? "Who takes turns, and when?" : `You change ${called}.`}
      next="Nothing changes before you publish; who was on call until now stays as it was."
      crumbs={<Link to="/on-call">On call</Link>}
      actions={button}
      thumb={button}
      aside={
        <>
          <EffectPart effect={effect.data} missing={missing} problem={problem} />
          {id === null ? null : <CalendarsPart scheduleId={id} />}
        </>
      }
    >
      <ChangedNotice problem={problem} onAgain={onAgain} />
      <div className={classes["form"]}>
        {form?.isFromFile ? <p className={classes["small"]}>A file brought this schedule: the next time it is applied it puts back what it says.</p> : null}
        <div className={classes["pair"]}>
          <TextInput label="Name" maxLength={100} placeholder={id === null ? "Web primary" : called} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
          <Select label="Time zone" searchable limit={60} data={zones} value={draft.timezone} onChange={(timezone) => change({ timezone: timezone ?? "" })} nothingFoundMessage="No such zone" />
        </div>
        {draft.layers.map((layer, place) => (
          <LayerFields
            key={layer.key} layer={layer} place={place} isOnly={draft.layers.length === 1} people={people}
            onChange={(part) => changeLayer(layer.key, part)} onRemove={() => change({ layers: draft.layers.filter(({ key }) => key !== layer.key) })}
          />
        ))}
        <div className={classes["buttons"]}>
          <Button variant="default" onClick={addLayer}>Add a layer</Button>
        </div>
        <Preview draft={draft} id={id} people={people} />
      </div>
    </Page>
  );
}

function Loading({ id }: { id: string | null }) {
  const [round, setRound] = useState(0);
  const form = useForm(id);
  const people = useAddress<List<KnownPerson>>("people", "/api/v1/people?limit=500");
  const schedules = useAddress<List<ScheduleView>>("on-call", "/api/v1/schedules?limit=500");
  const failed = [form, people, schedules].find(({ error }) => error !== null);
  const taken = useMemo(() => new Set(schedules.data?.items.map((schedule) => schedule.id)), [schedules.data]);
  const [begun, setBegun] = useState<ScheduleFormView | null>(null);
  if (form.data !== undefined && begun === null) setBegun(form.data);
  const again = () => void form.refetch().then(({ data }) => {
    setBegun(data ?? null);
    setRound(round + 1);
  });
  const isReady = people.data !== undefined && schedules.data !== undefined && (id === null || begun !== null);
  // What was begun with stays, whatever is read again behind it; only the reader asks for theirs.
  if (isReady) return <Editor key={round} id={id} form={begun} people={people.data.items} taken={taken} called={schedules.data.items.find((schedule) => schedule.id === id)?.name ?? "The schedule"} onAgain={again} />;
  return (
    <Page title="Schedule" so={failed ? "The schedule cannot be shown." : undefined} crumbs={<Link to="/on-call">On call</Link>}>
      {failed?.error ? <NotRead what="The schedule" problem={failed.error} onRetry={() => void failed.refetch()} /> : <SheetSkeleton />}
    </Page>
  );
}

const route = getRouteApi("/shell/on-call/schedules/$id");

/** Changes a schedule on screen, with what comes of it. */
export function ScheduleEditor() {
  return <Loading id={route.useParams().id} />;
}

/** Makes a schedule on screen. */
export function NewScheduleScreen() {
  return <Loading id={null} />;
}
