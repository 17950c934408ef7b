import { Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { usePeople } from "../../directory/use-directory.ts";
import { useDraft } from "../composer/use-draft.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { firstName } from "../room-words.ts";
import { briefWords, mostWords, wordCount } from "./brief.ts";
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

/** Those in the incident first, then everybody. */
function useSuccessors(fromPersonId: string | undefined) {
  const { incident } = useRoom();
  const inIt = incident.participants.filter(({ standing, id }) => standing === "in" && id !== fromPersonId);
  const known = new Set(inIt.map(({ id }) => id));
  const others = (usePeople().data?.items ?? []).filter(({ id }) => !known.has(id) && id !== fromPersonId);
  const options = (people: readonly { id: string; name: string }[]) => people.map(({ id, name }) => ({ value: id, label: name }));
  return [{ group: "In the incident", items: options(inIt) }, { group: "Others", items: options(others) }].filter(({ items }) => items.length > 0);
}

/** Hands a role over: to whom, with a brief that is read in a minute. It passes when they accept. */
export function HandoverDialog({ role, onClose }: { role?: string | undefined; onClose: () => void }) {
  const { incident, me } = useRoom();
  const held = useHeld();
  const [value, setValue] = useState<string | null>((held.find((one) => one.role === role && one.fromPersonId === me) ?? held.find((one) => one.role === role) ?? held[0])?.value ?? null);
  const [toPersonId, setTo] = useState<string | null>(null);
  const brief = useDraft(`incident/${incident.id}/brief`, "");
  const offering = useRoomCommand();
  const chosen = held.find((one) => one.value === value);
  const successors = useSuccessors(chosen?.fromPersonId);
  const successor = successors.flatMap(({ items }) => items).find((one) => one.value === toPersonId)?.label ?? "";
  const words = wordCount(brief.body);
  const submit = () =>
    offering.run({ to: "handovers", body: { role: chosen?.role, fromPersonId: chosen?.fromPersonId, toPersonId, brief: brief.body.trim() } }, {
      onSuccess: () => {
        brief.forget();
        toast(`${successor} is asked. Until they accept, nothing changes.`);
        onClose();
      },
    });
  const isReady = chosen !== undefined && toPersonId !== null && words > 0 && words <= mostWords;
  if (held.length === 0) {
    return (
      <FormDialog title="Hand over" confirm="Hand it over" isReady={false} keep="Close" onSubmit={onClose} onClose={onClose}>
        <p className={classes["happens"]}>You hold no role in {incident.ref}. Whoever holds one hands it over, or a manager does it for them.</p>
      </FormDialog>
    );
  }
  return (
    <FormDialog title="Hand over" confirm={successor === "" ? "Ask them" : `Ask ${firstName(successor)}`} isReady={isReady} isBusy={offering.isPending} problem={offering.error} onSubmit={submit} onClose={onClose}>
      <Select label="What" data={held.map(({ value: id, label }) => ({ value: id, label }))} value={value} onChange={setValue} />
      <Select label="To whom" searchable data-autofocus data={successors} value={toPersonId} onChange={setTo} placeholder="Choose a person" nothingFoundMessage="Nobody of that name" />
      <Textarea
        label="Brief" description="What is so, what is being done, what is open, what to watch." error={words > mostWords ? briefWords(brief.body) : undefined}
        autosize minRows={5} maxRows={12} maxLength={10_000} value={brief.body} onChange={(event) => brief.change(event.currentTarget.value)}
      />
      {words > mostWords ? null : <p className={classes["small"]}>{briefWords(brief.body)}. They read it before they accept; until then it is yours.</p>}
    </FormDialog>
  );
}
