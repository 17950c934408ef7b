import { type ReactNode, useState } from "react";
import type { ProcessDraftView } from "../../../server/features/process/draft.contract.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { isMembers, type ProcessForm } from "../process-form.ts";
import { draftPath, useDraftCommand } from "../use-process.ts";
import { CellFields } from "./CellFields.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { NewsFields } from "./NewsFields.tsx";
import { PriorityFields } from "./PriorityFields.tsx";
import { SeverityFields } from "./SeverityFields.tsx";
import { TimeBoxFields } from "./TimeBoxFields.tsx";

/** What is edited: a part with fields of its own, or one cell of the grid. */
export type EditedPart = { part: "severities" | "priorities" | "time-boxes" | "news" } | { part: "grid"; priority: string; severity: string };

const titles = { severities: "Severities", priorities: "Priorities", "time-boxes": "Time boxes", news: "News we owe", grid: "Priority × severity" } as const;

/** Edits one part of the draft. What else somebody wrote meanwhile is not overwritten: it is told. */
export function PartDialog({ edited, draft, onClose }: { edited: EditedPart; draft: ProcessDraftView; onClose: () => void }) {
  const [base] = useState({ revision: draft.revision, form: isMembers(draft.form) ? draft.form : {} });
  const [form, setForm] = useState<ProcessForm>(base.form);
  const saving = useDraftCommand();
  const save = () => saving.mutate({ method: "PUT", path: draftPath, body: { revision: base.revision, form } }, { onSuccess: onClose });
  const size = edited.part === "grid" ? 520 : 860;
  return (
    <FormDialog title={titles[edited.part]} confirm="Keep it in the draft" size={size} isReady={form !== base.form} isBusy={saving.isPending} problem={saving.error} onSubmit={save} onClose={onClose}>
      <Fields edited={edited} form={form} onChange={setForm} />
    </FormDialog>
  );
}

function Fields({ edited, ...props }: FieldsProps & { edited: EditedPart }): ReactNode {
  switch (edited.part) {
    case "severities":
      return <SeverityFields {...props} />;
    case "priorities":
      return <PriorityFields {...props} />;
    case "time-boxes":
      return <TimeBoxFields {...props} />;
    case "news":
      return <NewsFields {...props} />;
    case "grid":
      return <CellFields {...props} priority={edited.priority} severity={edited.severity} />;
  }
}
