import { SegmentedControl, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ApiProblem, List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { fieldError, restOfProblem } from "../../access/form-fields.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import "../../design/mantine-form-styles.ts";
import { capital } from "../../design/number-words.ts";
import { CoverPreview } from "./CoverPreview.tsx";
import { MatcherRows } from "./MatcherRows.tsx";
import { RecurrenceFields } from "./RecurrenceFields.tsx";
import { begunRows, draftRecurring, type MatcherDraft, matchersOf, type SilenceDraft, wishOf } from "./silence-draft.ts";
import type { CoverTense } from "./silence-words.ts";
import classes from "./Silences.module.css";
import { useServerClock } from "./use-server-clock.ts";
import { useCover, useSilenceDeeds, useSuggestions } from "./use-silences.ts";
import { WhenFields } from "./WhenFields.tsx";

const kinds = [
  { value: "silence", label: "Silence" },
  { value: "maintenance", label: "Maintenance" },
];

export interface SilenceDialogProps {
  start: SilenceDraft;
  /** The alert that it is made from. */
  alert?: { labels: Readonly<Record<string, string>>; title: string };
  onClose: () => void;
}

function titleOf({ id, kind }: SilenceDraft): string {
  if (id === null) return kind === "silence" ? "Silence alerts" : "Plan a maintenance";
  return `Change the ${kind}`;
}

function confirmOf({ id, kind, begins }: SilenceDraft): string {
  if (id !== null) return `Save the ${kind}`;
  if (begins === "later") return `Plan the ${kind}`;
  return kind === "silence" ? "Silence them" : "Begin the maintenance";
}

function tenseOf({ begins }: SilenceDraft): CoverTense {
  return begins === "begun" ? "more" : begins;
}

/** Every address of a fault that a field shows. */
function shownPaths(rows: readonly MatcherDraft[]): string[] {
  const ofRows = rows.flatMap((_, place) => [`matchers.${place}.value`, `matchers.${place}.name`]);
  return [...ofRows, "matchers", "reason", "startsAt", "endsAt", "ownerId", "recurrence", "recurrence.from", "recurrence.to", "recurrence.timezone"];
}

/** The words for a field, with the place of a row counted among those that were begun. */
function useErrors(draft: SilenceDraft, problem: ApiProblem | null) {
  const begun = begunRows(draft.matchers);
  const errorOf = (path: string) => {
    const words = fieldError(problem, path);
    return words === undefined ? undefined : capital(words);
  };
  const errorAt = (place: number) => {
    const row = draft.matchers[place];
    const sent = row === undefined ? -1 : begun.indexOf(row);
    return errorOf(`matchers.${sent}.value`) ?? errorOf(`matchers.${sent}.name`);
  };
  const rest = restOfProblem(problem, shownPaths(begun));
  return { errorOf, errorAt, rest: rest === null ? null : { message: rest } };
}

function OwnerField({ draft, error, onChange }: { draft: SilenceDraft; error: string | undefined; onChange: (change: Partial<SilenceDraft>) => void }) {
  const people = useAddress<List<{ id: string; name: string }>>("people", "/api/v1/people?limit=500").data?.items ?? [];
  return (
    <Select
      label="Owner" description="Reminded before it ends." searchable placeholder="Choose a person" nothingFoundMessage="Nobody of that name" error={error}
      data={people.map(({ id, name }) => ({ value: id, label: name }))} value={draft.ownerId} onChange={(ownerId) => onChange({ ownerId })}
    />
  );
}

/** Makes or changes a silence or a maintenance; what it would hold back is shown before it can be confirmed. */
export function SilenceDialog({ start, alert, onClose }: SilenceDialogProps) {
  const [draft, setDraft] = useState(start);
  const clock = useServerClock();
  const suggestions = useSuggestions(alert);
  const { save, saving } = useSilenceDeeds();
  const { cover, problem: unclear, isCurrent } = useCover(matchersOf(draft.matchers));
  const { errorOf, errorAt, rest } = useErrors(draft, saving.error ?? unclear);
  const wish = wishOf(draft, clock());
  const change = (part: Partial<SilenceDraft>) => {
    saving.reset();
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = () => {
    const asked = wishOf(draft, clock());
    if (asked !== null) void save(draft.id, asked).then(onClose, () => undefined);
  };
  return (
    <FormDialog title={titleOf(draft)} confirm={confirmOf(draft)} size={560} isReady={wish !== null && isCurrent} isBusy={saving.isPending} problem={rest} onSubmit={submit} onClose={onClose}>
      {draft.id === null ? (
        <SegmentedControl aria-label="Kind" fullWidth data={kinds} value={draft.kind} onChange={(kind) => change({ kind: kind as SilenceDraft["kind"] })} />
      ) : null}
      <MatcherRows rows={draft.matchers} suggestions={suggestions} errorAt={errorAt} error={errorOf("matchers")} onChange={(matchers) => change({ matchers })} />
      <CoverPreview cover={cover} isCurrent={isCurrent} tense={tenseOf(draft)} isWrong={unclear !== null} />
      <WhenFields draft={draft} errorOf={errorOf} onChange={change} />
      <RecurrenceFields recurrence={draft.recurrence} errorOf={errorOf} onChange={(recurrence) => change(draftRecurring(draft, recurrence, clock()))} />
      <Textarea
        label="Why nobody is to be paged" placeholder="The provider is known to be slow; whoever looks here reads it" autosize={false} rows={2} maxLength={1_000} value={draft.reason} error={errorOf("reason")}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      {draft.id === null ? <OwnerField draft={draft} error={errorOf("ownerId")} onChange={change} /> : null}
      {unclear === null && draft.id === null ? <p className={classes["small"]}>What fires meanwhile is kept and shown, but pages nobody. What still fires at the end pages then.</p> : null}
    </FormDialog>
  );
}
