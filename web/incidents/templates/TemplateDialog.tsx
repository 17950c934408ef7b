import { MultiSelect, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { freeId, slugOf } from "../../../server/features/access/person-id.rules.ts";
import type { AudienceView } from "../../../server/features/communications/contract.ts";
import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";
import type { ProcessWords } from "../../../server/features/process/contract.ts";
import type { ConfigurationEntryView } from "../../../server/platform/config-document/configuration.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress, useCommand } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import "../../design/mantine-form-styles.ts";
import { toast } from "../../design/toasts.ts";
import { useServices, useTeams } from "../../directory/use-directory.ts";
import { emptyTemplate, entryOf, formOf, type TemplateForm } from "./template-form.ts";
import { LinkRows, TaskRows } from "./TemplateRows.tsx";
import classes from "./Templates.module.css";

export const templatePath = (id: string) => `/api/v1/config/incidentTemplates/${encodeURIComponent(id)}`;

type Named = { id: string; name: string };
const options = (named: readonly Named[] | undefined) => (named ?? []).map(({ id, name }) => ({ value: id, label: name }));
const orNot = (named: readonly Named[] | undefined) => [{ value: "", label: "not said" }, ...options(named)];

export interface TemplateDialogProps {
  /** Null for a new one. */
  template: IncidentTemplateView | null;
  /** Ids that are taken already. */
  taken: readonly string[];
  onClose: () => void;
}

/** Writes what is known of a kind of incident. */
export function TemplateDialog({ template, taken, onClose }: TemplateDialogProps) {
  const [form, setForm] = useState<TemplateForm>(template === null ? emptyTemplate : formOf(template));
  const saving = useCommand("settings");
  const change = (part: Partial<TemplateForm>) => setForm((before) => ({ ...before, ...part }));
  const submit = () => {
    const id = template?.id ?? freeId(slugOf(form.name), new Set(taken));
    saving.mutate({ method: "PUT", path: templatePath(id), body: entryOf(form) }, { onSuccess: () => { toast(`“${form.name.trim()}” is kept.`); onClose(); } });
  };
  return (
    <FormDialog title={template === null ? "New template" : `Change “${template.name}”`} confirm="Keep it" size={760} isReady={form.name.trim() !== ""} isBusy={saving.isPending} problem={saving.error} onSubmit={submit} onClose={onClose}>
      {template?.isFromFile ? <p className={classes["pale"]}>A file brought this template: the next time it is applied it puts back what it says.</p> : null}
      <TemplateFields form={form} onChange={change} />
    </FormDialog>
  );
}

function TemplateFields({ form, onChange }: { form: TemplateForm; onChange: (part: Partial<TemplateForm>) => void }) {
  const process = useAddress<ProcessWords>("settings", "/api/v1/process").data;
  const audiences = useAddress<List<AudienceView>>("settings", "/api/v1/audiences?limit=500").data?.items;
  const runbooks = useAddress<List<ConfigurationEntryView>>("settings", "/api/v1/config/runbooks?limit=500").data?.items;
  const titles = (runbooks ?? []).map(({ id, entry }) => ({ value: id, label: (entry as { title: string }).title }));
  const kinds = (process?.kinds ?? []).map((kind) => ({ id: kind, name: kind }));
  return (
    <div className={classes["form"]}>
      <TextInput label="Name" description="As whoever declares would say it" required withAsterisk={false} maxLength={200} data-autofocus value={form.name} onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <div className={classes["pair"]}>
        <MultiSelect label="Proposed for services" searchable data={options(useServices().data?.items)} value={form.services} onChange={(services) => onChange({ services })} />
        <MultiSelect label="and for services of teams" searchable data={options(useTeams().data?.items)} value={form.teams} onChange={(teams) => onChange({ teams })} />
      </div>
      <TaskRows form={form} roles={process?.roles ?? []} onChange={onChange} />
      <div className={classes["pair"]}>
        <MultiSelect label="Roles to fill" searchable data={options(process?.roles)} value={form.roles} onChange={(roles) => onChange({ roles })} />
        <MultiSelect label="Audiences to tell" searchable data={options(audiences)} value={form.tell} onChange={(tell) => onChange({ tell })} />
        <MultiSelect label="Runbooks" searchable data={titles} value={form.runbooks} onChange={(chosen) => onChange({ runbooks: chosen })} />
        <NativeSelect label="Kind" data={orNot(kinds)} value={form.kind} onChange={(event) => onChange({ kind: event.currentTarget.value })} />
        <NativeSelect label="Severity to propose" data={orNot(process?.severities)} value={form.severity} onChange={(event) => onChange({ severity: event.currentTarget.value })} />
        <NativeSelect label="Priority to propose" data={orNot(process?.priorities)} value={form.priority} onChange={(event) => onChange({ priority: event.currentTarget.value })} />
      </div>
      <LinkRows form={form} onChange={onChange} />
    </div>
  );
}
