import { MultiSelect, Select, TagsInput } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useServices } from "../../directory/use-directory.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Dialogs.module.css";

/** What is hit, what kind of incident it is, and words to find it by. */
export function FactsDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const [serviceIds, setServices] = useState(incident.services.map(({ id }) => id));
  const [kind, setKind] = useState<string | null>(incident.kind);
  const [tags, setTags] = useState(incident.tags);
  const services = useServices().data?.items ?? [];
  const changing = useRoomCommand();
  const submit = () =>
    changing.run({ method: "PATCH", to: "", body: { serviceIds, kind, tags } }, {
      onSuccess: () => {
        toast("Changed.");
        onClose();
      },
    });
  const options = services.length === 0 ? incident.services : services;
  return (
    <FormDialog title="What is hit, and of what kind" confirm="Save" isBusy={changing.isPending} problem={changing.error} onSubmit={submit} onClose={onClose}>
      <MultiSelect label="Services hit" searchable data-autofocus withScrollArea={false} data={options.map(({ id, name }) => ({ value: id, label: name }))} value={serviceIds} onChange={setServices} nothingFoundMessage="No such service" hidePickedOptions />
      <p className={classes["small"]}>The team of a service that is added is looked for.</p>
      <Select label="Kind" clearable data={incident.words.kinds} value={kind} onChange={setKind} placeholder="Not set" />
      <TagsInput label="Tags" value={tags} onChange={setTags} maxTags={50} placeholder={tags.length === 0 ? "Words to find it by" : ""} />
    </FormDialog>
  );
}
