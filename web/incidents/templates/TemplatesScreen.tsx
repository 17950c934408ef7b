import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";
import { useCommand } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { Empty } from "../../design/Empty.tsx";
import { Keys } from "../../design/Keys.tsx";
import { capital, numberWord } from "../../design/number-words.ts";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { toast } from "../../design/toasts.ts";
import { SettingsPage } from "../../settings/SettingsPage.tsx";
import { useKey } from "../../shell/KeysProvider.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { useTemplates } from "./TemplateChoice.tsx";
import { TemplateDialog, templatePath } from "./TemplateDialog.tsx";
import { TemplateEffect } from "./TemplateEffect.tsx";
import { entryOf, formOf } from "./template-form.ts";
import { offerWords, usedWords } from "./template-words.ts";
import classes from "./Templates.module.css";

function ledeOf(templates: readonly IncidentTemplateView[]): { so: string; next: string } {
  if (templates.length === 0) return { so: "No incident is prepared for yet.", next: "Write down what you know of one that comes again: who is needed, who is told, what comes first." };
  const so = templates.length === 1 ? "One kind of incident is prepared for." : `${capital(numberWord(templates.length))} kinds of incidents are prepared for.`;
  return { so, next: "Whoever declares chooses one, and sees before what it will do." };
}

/** Deletes at once and offers to take it back: incidents keep what they used. */
function useDeleting() {
  const { mutate, isPending } = useCommand("settings");
  const restore = (template: IncidentTemplateView) => mutate({ method: "PUT", path: templatePath(template.id), body: entryOf(formOf(template)) });
  const remove = (template: IncidentTemplateView) => {
    const kept = template.used === 0 ? "" : ` ${template.used === 1 ? "The incident that used it keeps" : `The ${template.used} incidents that used it keep`} what it did.`;
    mutate({ method: "DELETE", path: templatePath(template.id) }, { onSuccess: () => toast(`“${template.name}” is deleted.${kept}`, () => restore(template)), onError: (problem) => toast(problem.message) });
  };
  return { remove, isPending };
}

function TemplateList({ templates, onEdit }: { templates: readonly IncidentTemplateView[]; onEdit: (template: IncidentTemplateView) => void }) {
  const mayChange = useMay("manager");
  const { remove, isPending } = useDeleting();
  if (templates.length === 0) return <Empty title="No template yet" text="Templates stand here with what they do and where they are proposed. They can also be written into the configuration file." />;
  return (
    <ul className={classes["list"]}>
      {templates.map((template) => (
        <li key={template.id}>
          <div>
            <h2>{template.name}</h2>
            <p className={classes["pale"]}>
              {offerWords(template)} {template.lastUsed === null ? `${usedWords(template)}.` : <><Link to="/incidents/$ref" params={{ ref: template.lastUsed }}>{usedWords(template)}</Link>.</>}
            </p>
          </div>
          {mayChange ? (
            <div className={classes["controls"]}>
              <Button size="xs" variant="default" aria-label={`Edit ${template.name}`} onClick={() => onEdit(template)}>Edit</Button>
              <Button size="xs" variant="subtle" aria-label={`Delete ${template.name}`} disabled={isPending} onClick={() => remove(template)}>Delete</Button>
            </div>
          ) : null}
          <TemplateEffect template={template} />
        </li>
      ))}
    </ul>
  );
}

/** What is known of kinds of incidents before one happens. */
export function TemplatesScreen() {
  const { data, error, refetch } = useTemplates();
  const [edited, setEdited] = useState<IncidentTemplateView | "new" | null>(null);
  const mayChange = useMay("manager");
  useKey("N", "New template", () => setEdited(mayChange ? "new" : null));
  const lede = data && ledeOf(data.items);
  const make = mayChange ? <Button onClick={() => setEdited("new")} rightSection={<Keys keys="N" />}>New template</Button> : undefined;
  return (
    <SettingsPage
      title="Incident templates" so={lede?.so ?? (error ? "The templates cannot be read." : undefined)} next={lede?.next} actions={make} thumb={make}
      crumbs={<><Link to="/settings">Settings</Link> / <Link to="/settings/process">Process</Link> / Templates</>}
    >
      {error && !data ? <NotRead what="The templates" problem={error} onRetry={() => void refetch()} /> : null}
      {data === undefined ? (error ? null : <RowsSkeleton rows={4} />) : <TemplateList templates={data.items} onEdit={setEdited} />}
      {edited === null ? null : <TemplateDialog template={edited === "new" ? null : edited} taken={(data?.items ?? []).map(({ id }) => id)} onClose={() => setEdited(null)} />}
    </SettingsPage>
  );
}
