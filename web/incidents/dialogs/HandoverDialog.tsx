import { Select, Textarea } from "@mantine/core";
import type { BriefView } from "../../../server/features/incidents/presence.contract.ts";
import { useAddress } from "../../api/queries.ts";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { toast } from "../../design/toasts.ts";
import { spanWords, timeOfDay } from "../../design/wording.ts";
import { durationMilliseconds } from "../../../server/values/duration.ts";
import { useDraft } from "../composer/use-draft.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { firstName } from "../room-words.ts";
import { briefWords, mostWords, wordCount } from "./brief.ts";
import { usePeopleChoice } from "./people-choice.ts";
import classes from "./Dialogs.module.css";

interface Held {
  value: string;
  label: string;
  role: string;
  fromPersonId: string;
}

/** What the reader may hand over: their own roles, as a manager everybody's. */
function useHeld(): Held[] {
  const { incident, me, mayManage } = useRoom();
  return incident.roles.flatMap(({ role, name, holders }) =>
    holders
      .filter(({ id }) => id === me || mayManage)
      .map((holder) => ({ value: `${role}/${holder.id}`, label: holder.id === me ? name : `${name}, held by ${holder.name}`, role, fromPersonId: holder.id })),
  );
}

type Field = BriefView["fields"][number];

/** The seven parts, made from what is known until somebody writes them otherwise; what was written is kept. */
function useBrief() {
  const { incident, path } = useRoom();
  const { data, error } = useAddress<BriefView>("incidents", `${path}/brief?for=handover`);
  const draft = useDraft<Partial<Record<Field["part"], string>>>(`incident/${incident.id}/handover-brief`, {});
  const fields = (data?.fields ?? []).map((field) => ({ ...field, text: draft.body[field.part] ?? field.text }));
  const text = fields.filter((field) => field.text.trim() !== "").map(({ title, text: said }) => `${title}: ${said.trim()}`).join("\n");
  return { fields, text, words: wordCount(text), error, write: (part: Field["part"], words: string) => draft.change({ ...draft.body, [part]: words }), forget: draft.forget };
}

/** When command should pass, where the process asks two to go on side by side before. */
function Overlap() {
  const { relieving } = useRoom().incident;
  const at = useOfNow((now) => (relieving === null ? "" : timeOfDay(now + durationMilliseconds(relieving))));
  if (relieving === null) return null;
  return <p className={classes["happens"]}>By the process you go on side by side for {spanWords(durationMilliseconds(relieving))}: it should pass at {at}. Whoever takes over may accept earlier and say why.</p>;
}

function BriefFields({ brief }: { brief: ReturnType<typeof useBrief> }) {
  const isTooLong = brief.words > mostWords;
  return (
    <>
      {brief.error === null ? null : <p className={classes["refused"]}>The brief cannot be made now: {brief.error.message}</p>}
      {brief.fields.map(({ part, title, text }) => (
        <Textarea key={part} size="xs" label={title} autosize minRows={1} maxRows={5} maxLength={2_000} value={text} onChange={(event) => brief.write(part, event.currentTarget.value)} />
      ))}
      <p className={isTooLong ? classes["refused"] : classes["small"]}>{briefWords(brief.text)}. They read it before they accept; until then it is yours.</p>
    </>
  );
}

/** Hands a role over: to whom, with a brief that is read in a minute. It passes when they accept. */
export function HandoverDialog({ role, onClose }: { role?: string | undefined; onClose: () => void }) {
  const { incident, me } = useRoom();
  const held = useHeld();
  const [value, setValue] = useState<string | null>((held.find((one) => one.role === role && one.fromPersonId === me) ?? held.find((one) => one.role === role) ?? held[0])?.value ?? null);
  const chosen = held.find((one) => one.value === value);
  const proposed = incident.relief.find((wanted) => wanted.role === chosen?.role && wanted.person.id === chosen.fromPersonId)?.successor?.id ?? null;
  const [toPersonId, setTo] = useState<string | null>(proposed);
  const brief = useBrief();
  const offering = useRoomCommand();
  const successors = usePeopleChoice(chosen === undefined ? [] : [chosen.fromPersonId]);
  const successor = successors.names.get(toPersonId ?? "") ?? "";
  const submit = () =>
    offering.run({ to: "handovers", body: { role: chosen?.role, fromPersonId: chosen?.fromPersonId, toPersonId, brief: brief.text } }, {
      onSuccess: () => {
        brief.forget();
        toast(`${successor} is asked. Until they accept, nothing changes.`);
        onClose();
      },
    });
  const isReady = chosen !== undefined && toPersonId !== null && brief.words > 0 && brief.words <= mostWords;
  if (held.length === 0) {
    return (
      <FormDialog title="Hand over" confirm="Hand it over" isReady={false} keep="Close" onSubmit={onClose} onClose={onClose}>
        <p className={classes["happens"]}>You hold no role in {incident.ref}. Whoever holds one hands it over, or a manager does it for them.</p>
      </FormDialog>
    );
  }
  return (
    <FormDialog title="Hand over" size={620} confirm={successor === "" ? "Ask them" : `Ask ${firstName(successor)}`} isReady={isReady} isBusy={offering.isPending} problem={offering.error} onSubmit={submit} onClose={onClose}>
      <div className={classes["pair"]}>
        <Select label="Role" data={held.map(({ value: id, label }) => ({ value: id, label }))} value={value} onChange={setValue} />
        <Select label="To whom" searchable data-autofocus data={successors.groups} value={toPersonId} onChange={setTo} placeholder="Choose a person" nothingFoundMessage="Nobody of that name" />
      </div>
      <Overlap />
      <BriefFields brief={brief} />
    </FormDialog>
  );
}
