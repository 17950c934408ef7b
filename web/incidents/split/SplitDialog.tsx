import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import classes from "../dialogs/Dialogs.module.css";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { bodyOf, nothingGoes } from "./split-wish.ts";
import { WhatGoes, WhatItIs, WhoGoes } from "./SplitFields.tsx";
import { SplitForeseen, useSplitForesight } from "./SplitForeseen.tsx";

/** Lets some of an incident go on in one of its own; shows exactly what will move and who would be paged before it does. */
export function SplitDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const navigate = useNavigate();
  const [wish, setWish] = useState(nothingGoes);
  const splitting = useRoomCommand<{ incident: IncidentView }>();
  const body = bodyOf(wish, incident.title ?? incident.ref);
  const foresight = useSplitForesight(body);
  const submit = () =>
    splitting.run({ to: "split", body: body ?? {} }, {
      onSuccess: ({ incident: into }) => {
        toast(`${into.ref} was split off from ${incident.ref}.`);
        onClose();
        void navigate({ to: "/incidents/$ref", params: { ref: into.ref } });
      },
    });
  const isReady = body !== null && wish.title.trim() !== "" && foresight.error === null && foresight.data !== undefined && !foresight.isPlaceholderData;
  return (
    <FormDialog title={`Split ${incident.ref}`} size={680} confirm="Split it off" isReady={isReady} isBusy={splitting.isPending} problem={splitting.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["happens"]}>What is chosen goes on in an incident of its own. Timeline, evidence and impact stay here, to be read.</p>
      <TextInput label="What the new incident is" required data-autofocus maxLength={300} value={wish.title} onChange={(event) => setWish({ ...wish, title: event.currentTarget.value })} placeholder="What customers or colleagues notice, in one sentence" />
      <WhatGoes wish={wish} onChange={setWish} />
      <WhoGoes wish={wish} onChange={setWish} />
      <WhatItIs wish={wish} onChange={setWish} />
      <SplitForeseen foresight={foresight} />
    </FormDialog>
  );
}
