import { Select } from "@mantine/core";
import { useState } from "react";
import type { IncidentView } from "../../../server/features/incidents/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { countOf, listWords } from "../room-words.ts";
import classes from "./Dialogs.module.css";

/** What goes over, before it does. */
function WhatMoves({ into }: { into: IncidentView }) {
  const { incident } = useRoom();
  const { groups, services } = incident;
  const isNew = ({ id }: { id: string }) => !into.services.some((service) => service.id === id);
  const added = services.filter(isNew).map(({ name }) => name);
  const asked = incident.participants.filter(({ standing }) => standing === "paged").length;
  return (
    <ul className={classes["moves"]}>
      <li>{groups.length === 0 ? "No alerts go over: none have joined." : `${countOf(groups.length, "group")} of alerts ${groups.length === 1 ? "goes" : "go"} to ${into.ref}.`}</li>
      <li>{asked === 0 ? "Nobody is being looked for." : `The search for ${countOf(asked, "person", "people")} goes on for ${into.ref}.`}</li>
      <li>{added.length === 0 ? `${into.ref} has all its services already.` : `${into.ref} gets ${listWords(added)}.`}</li>
      <li>Timeline, roles and tasks stay here, to be read. {into.commander.name} commands {into.ref}.</li>
      <li>It cannot be taken apart again.</li>
    </ul>
  );
}

/** Says that it is the same as another incident; shows what will move before it does. */
export function MergeDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const { data } = useAddress<List<IncidentView>>("incidents", "/api/v1/incidents?status=running&limit=200");
  const [ref, setRef] = useState<string | null>(null);
  const merging = useRoomCommand();
  const others = (data?.items ?? []).filter(({ id }) => id !== incident.id);
  const into = others.find((other) => other.ref === ref);
  const submit = () =>
    merging.run({ to: "merge", body: { into: ref } }, {
      onSuccess: () => {
        toast(`${incident.ref} was merged into ${ref ?? ""}.`);
        onClose();
      },
    });
  return (
    <FormDialog title={`${incident.ref} is the same as another`} confirm={into === undefined ? "Merge it" : `Merge it into ${into.ref}`} isReady={into !== undefined} isBusy={merging.isPending} problem={merging.error} onSubmit={submit} onClose={onClose}>
      {data !== undefined && others.length === 0 ? <p className={classes["happens"]}>No other incident is open.</p> : null}
      {others.length === 0 ? null : <Select
        label="Into" searchable data-autofocus data={others.map((other) => ({ value: other.ref, label: `${other.ref} ${other.title ?? ""}` }))} value={ref} onChange={setRef}
        placeholder="An incident that people work on" nothingFoundMessage="No such incident"
      />}
      {into === undefined ? null : <WhatMoves into={into} />}
    </FormDialog>
  );
}
