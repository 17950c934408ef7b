import { Select, Textarea } from "@mantine/core";
import { useState } from "react";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import type { LikelyView } from "../../../server/features/incidents/relation.contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { toast } from "../../design/toasts.ts";
import { momentWords } from "../../design/wording.ts";
import { relationChoices, type SaidRelation } from "../related-words.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import classes from "./Dialogs.module.css";

const mostLikely = 4;

interface ChosenProps {
  chosen: string | null;
  onChoose: (ref: string | null) => void;
}

function LikelyRow({ likely: { incident, because, beganAt }, chosen, onChoose }: { likely: LikelyView } & ChosenProps) {
  const began = useOfNow((now) => momentWords(Date.parse(beganAt), now));
  const { ref, title } = incident;
  return (
    <label className={classes["option"]}>
      <input type="radio" name="other" checked={chosen === ref} onChange={() => onChoose(ref)} />
      <span className={classes["wide"]}>{ref} {title ?? "Title taken out"}</span>
      <span>{because}; began {began}</span>
    </label>
  );
}

/** What may belong together with it by what is hit and when, and every other incident by its name. */
function Other({ chosen, onChoose }: ChosenProps) {
  const { incident, path } = useRoom();
  const likely = (useAddress<List<LikelyView>>("incidents", `${path}/likely-related`).data?.items ?? []).slice(0, mostLikely);
  const all = useAddress<List<IncidentView>>("incidents", "/api/v1/incidents?limit=200").data?.items ?? [];
  const known = new Set([incident.id, ...likely.map((one) => one.incident.id)]);
  const others = all.filter(({ id, status }) => !known.has(id) && status !== "merged" && status !== "cancelled");
  return (
    <>
      {likely.length === 0 ? null : (
        <fieldset className={classes["options"]}>
          <legend>Likely: the same or a neighbouring service, begun within hours</legend>
          {likely.map((one) => <LikelyRow key={one.incident.id} likely={one} chosen={chosen} onChoose={onChoose} />)}
        </fieldset>
      )}
      <Select
        label={likely.length === 0 ? "Which incident" : "Or another"} searchable clearable data={others.map(({ ref, title }) => ({ value: ref, label: `${ref} ${title ?? ""}` }))}
        value={others.some(({ ref }) => ref === chosen) ? chosen : null} onChange={onChoose} placeholder="By its number or its words" nothingFoundMessage="No such incident"
      />
    </>
  );
}

/** Says that another incident belongs together with this one, and how. Both show it. */
export function RelateDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const [ref, setRef] = useState<string | null>(null);
  const [relation, setRelation] = useState<SaidRelation | null>(null);
  const [note, setNote] = useState("");
  const relating = useRoomCommand();
  const submit = () =>
    relating.run({ method: "PUT", to: `relations/${ref ?? ""}`, body: { relation, ...(note.trim() === "" ? {} : { note: note.trim() }) } }, {
      onSuccess: () => {
        toast(`${incident.ref} and ${ref ?? ""} are related.`);
        onClose();
      },
    });
  return (
    <FormDialog title="Related to another incident" confirm={ref === null ? "Relate them" : `Relate ${incident.ref} and ${ref}`} isReady={ref !== null && relation !== null} isBusy={relating.isPending} problem={relating.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["happens"]}>Both stay open, with their own people and alerts, and both show it. Where the two are the same, merge them instead.</p>
      <Other chosen={ref} onChoose={setRef} />
      <fieldset className={classes["options"]}>
        <legend>How</legend>
        {relationChoices(incident.ref, ref).map(({ id, words }) => (
          <label key={id} className={classes["option"]}>
            <input type="radio" name="relation" checked={relation === id} onChange={() => setRelation(id)} />
            <span className={classes["wide"]}>{words}</span>
          </label>
        ))}
      </fieldset>
      <Textarea label="Why, in short" autosize minRows={1} maxRows={4} maxLength={2_000} value={note} onChange={(event) => setNote(event.currentTarget.value)} placeholder="It may stay empty" />
    </FormDialog>
  );
}
