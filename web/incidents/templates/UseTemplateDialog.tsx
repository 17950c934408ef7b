import { useState } from "react";
import type { IncidentTemplateView } from "../../../server/features/incidents/template.contract.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { useServices } from "../../directory/use-directory.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { TemplateChoice } from "./TemplateChoice.tsx";

/** Uses a template in an incident that runs; says before what it will do. */
export function UseTemplateDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const services = useServices().data?.items ?? [];
  const [template, setTemplate] = useState<IncidentTemplateView | null>(null);
  const using = useRoomCommand();
  const submit = () => using.run({ to: "template", body: { templateId: template?.id } }, { onSuccess: onClose });
  return (
    <FormDialog title="Use a template" confirm={template === null ? "Use it" : `Use “${template.name}”`} isReady={template !== null} isBusy={using.isPending} problem={using.error} onSubmit={submit} onClose={onClose}>
      <TemplateChoice hit={services.filter(({ id }) => incident.services.some((service) => service.id === id))} chosen={template?.id ?? null} onChoose={setTemplate} />
    </FormDialog>
  );
}
