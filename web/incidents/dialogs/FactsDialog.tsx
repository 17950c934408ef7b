import { Checkbox, MultiSelect, Select, TagsInput } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useServices } from "../../directory/use-directory.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isRunning } from "../room-words.ts";
import { Foreseen } from "./Foreseen.tsx";
import { servicesForesight } from "./foresight-words.ts";

/** What is hit, what kind of incident it is, and words to find it by. */
export function FactsDialog({ onClose }: { onClose: () => void }) {
  const { incident, path } = useRoom();
  const [serviceIds, setServices] = useState(incident.services.map(({ id }) => id));
  const [kind, setKind] = useState<string | null>(incident.kind);
  const [tags, setTags] = useState(incident.tags);
  const services = useServices().data?.items ?? [];
  const [isPaging, setPaging] = useState(true);
  const added = serviceIds.filter((id) => !incident.services.some((service) => service.id === id));
  const changing = useRoomCommand();
  const submit = () =>
    changing.run({ method: "PATCH", to: "", body: { serviceIds, kind, tags, page: isPaging } }, {
      onSuccess: () => {
        toast("Changed.");
        onClose();
      },
    });
  const options = services.length === 0 ? incident.services : services;
  return (
    <FormDialog title="What is hit, and of what kind" confirm="Save" isBusy={changing.isPending} problem={changing.error} onSubmit={submit} onClose={onClose}>
      <MultiSelect label="Services hit" searchable data-autofocus withScrollArea={false} data={options.map(({ id, name }) => ({ value: id, label: name }))} value={serviceIds} onChange={setServices} nothingFoundMessage="No such service" hidePickedOptions />
      {isRunning(incident) && added.length > 0 ? <Checkbox label="Page whoever is on call for what is added" checked={isPaging} onChange={(event) => setPaging(event.currentTarget.checked)} /> : null}
      {isRunning(incident) && isPaging && added.length > 0 ? <Foreseen address={servicesForesight(path, serviceIds)} /> : null}
      <Select label="Kind" clearable data={incident.words.kinds} value={kind} onChange={setKind} placeholder="Not set" />
      <TagsInput label="Tags" value={tags} onChange={setTags} maxTags={50} placeholder={tags.length === 0 ? "Words to find it by" : ""} />
    </FormDialog>
  );
}
