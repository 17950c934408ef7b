import { useState } from "react";
import type { PrivacyView } from "../../../server/features/incidents/privacy.contract.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { Foreseen } from "../dialogs/Foreseen.tsx";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { listWords } from "../room-words.ts";
import classes from "./Privacy.module.css";
import { PrivacyFields } from "./PrivacyFields.tsx";

/** Makes it private, and says first who goes on seeing it and who is told no more. */
export function MakePrivateForm({ privacy, onClose }: { privacy: PrivacyView; onClose: () => void }) {
  const { incident, path, me } = useRoom();
  const [wish, setWish] = useState({ reason: "", who: [] as string[] });
  const changing = useRoomCommand();
  const kept = privacy.kept.map(({ id, name }) => (id === me ? "you" : name));
  const submit = () =>
    changing.run({ method: "PUT", to: "privacy", body: { reason: wish.reason.trim(), who: wish.who } }, {
      onSuccess: () => {
        toast(`${incident.ref} is private.`);
        onClose();
      },
    });
  return (
    <FormDialog title={`Make ${incident.ref} private`} confirm="Make it private" isReady={wish.reason.trim() !== ""} isBusy={changing.isPending} problem={changing.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["so"]}>
        {kept.length === 0 ? "Only you" : `Only ${listWords(kept)}`} and whoever you name {kept.length === 0 ? "sees" : "see"} it from now on. For everybody else there is no such incident: not in lists, counts, search or streams, nor for administrators.
      </p>
      <PrivacyFields wish={wish} onChange={setWish} />
      <Foreseen address={`${path}/foresight?change=private`} />
    </FormDialog>
  );
}
