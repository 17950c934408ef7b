import { Button, Modal, Select, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { freeId, slugOf } from "../../server/features/access/person-id.rules.ts";
import type { ApiProblem } from "../api/client.ts";
import { useCommand } from "../api/queries.ts";
import "../design/mantine-form-styles.ts";
import { toast } from "../design/toasts.ts";
import { ContactFields } from "./ContactFields.tsx";
import classes from "./Directory.module.css";
import { entryOf, type PersonForm } from "./person-form.ts";
import { RuleFields } from "./RuleFields.tsx";

const zones = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
const asOrganization = { value: "", label: "As the organization" };

export interface PersonDialogProps {
  start: PersonForm;
  isNew: boolean;
  isFromFile: boolean;
  /** Ids that are somebody's already. */
  taken: readonly string[];
  onClose: () => void;
}

function Problem({ problem }: { problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <div className={classes["problem"]} role="alert">
      {problem.errors.length === 0 ? <p>{problem.message}</p> : null}
      <ul>
        {problem.errors.map(({ path, message, mend }) => (
          <li key={`${path} ${message}`}>
            {message} {mend}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useSave({ isNew, taken, onClose }: PersonDialogProps) {
  const navigate = useNavigate();
  const { mutateAsync, isPending, error } = useCommand("people", "on-call", "services");
  const save = async (form: PersonForm) => {
    const id = isNew ? freeId(slugOf(form.name), new Set(taken)) : form.id;
    await mutateAsync({ method: "PUT", path: `/api/v1/config/people/${id}`, body: entryOf(form) });
    toast(isNew ? `${form.name} is here` : `${form.name} is changed`);
    onClose();
    if (isNew) await navigate({ to: "/people/$id", params: { id } });
  };
  return { save, isPending, error };
}

/** Describes a person: who they are, how they are reached, and in which order. */
export function PersonDialog(props: PersonDialogProps) {
  const { start, isNew, isFromFile, onClose } = props;
  const [form, setForm] = useState(start);
  const { save, isPending, error } = useSave(props);
  const change = (part: Partial<PersonForm>) => setForm((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(form).catch(() => undefined);
  };
  return (
    <Modal opened onClose={onClose} title={isNew ? "Add a person" : `Change ${start.name}`} size={560} closeButtonProps={{ "aria-label": "Close" }}>
      <form className={classes["form"]} onSubmit={submit}>
        {isFromFile ? <p className={classes["small"]}>A file brought this person: the next time it is applied it puts back what it says.</p> : null}
        <div className={classes["pair"]}>
          <TextInput label="Name" required withAsterisk={false} value={form.name} onChange={(event) => change({ name: event.currentTarget.value })} />
          <TextInput label="E-mail" type="email" required withAsterisk={false} value={form.email} onChange={(event) => change({ email: event.currentTarget.value })} />
        </div>
        <Select
          label="Time zone" searchable limit={60} data={[asOrganization, ...zones]} value={form.timezone}
          onChange={(timezone) => change({ timezone: timezone ?? "" })} nothingFoundMessage="No such zone"
        />
        <ContactFields contacts={form.contacts} onChange={(contacts) => change({ contacts })} />
        {form.contacts.length === 0 ? null : (
          <>
            <RuleFields title="When it is urgent" rules={form.high} contacts={form.contacts} onChange={(high) => change({ high })} />
            <RuleFields title="When it can wait" rules={form.low} contacts={form.contacts} onChange={(low) => change({ low })} />
          </>
        )}
        <Problem problem={error} />
        <div className={classes["buttons"]}>
          <Button type="submit" loading={isPending}>
            {isNew ? "Add this person" : "Save"}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Leave it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
