import { MultiSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ScheduleView } from "../../../server/features/on-call/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { usePeople, useServices, useTeams } from "../../directory/use-directory.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { listWords } from "../room-words.ts";
import classes from "./Dialogs.module.css";
import { chosenNames, targetOptions } from "./target-options.ts";

function useTargets() {
  const { incident } = useRoom();
  const people = usePeople().data?.items ?? [];
  const teams = useTeams().data?.items ?? [];
  const services = useServices().data?.items ?? [];
  const schedules = useAddress<List<ScheduleView>>("on-call", "/api/v1/schedules?limit=500").data?.items ?? [];
  return targetOptions(incident, { people, teams, services, schedules });
}

const mostTargets = 20;

/** Looks for more people: experts, teams, who is on call, somebody for a role. They are paged at once. */
export function EscalateDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const groups = useTargets();
  const [targets, setTargets] = useState<string[]>([]);
  const [because, setBecause] = useState("");
  const calling = useRoomCommand();
  const names = listWords(chosenNames(groups, targets));
  const submit = () =>
    calling.run({ to: "escalate", body: { targets, ...(because.trim() === "" ? {} : { because: because.trim() }) } }, {
      onSuccess: () => {
        toast(`Looking for ${names}.`);
        onClose();
      },
    });
  return (
    <FormDialog title={`Who else is needed in ${incident.ref}?`} confirm={targets.length === 0 ? "Page them" : `Page ${names}`} isReady={targets.length > 0} isBusy={calling.isPending} problem={calling.error} onSubmit={submit} onClose={onClose}>
      <MultiSelect label="Who" searchable clearable data-autofocus data={groups} value={targets} onChange={setTargets} maxValues={mostTargets} withScrollArea={false} placeholder={targets.length === 0 ? "A person, a team, a role" : ""} nothingFoundMessage="Nobody of that name" hidePickedOptions />
      <Textarea label="Why (may be left out)" description="They read it when they come in." autosize minRows={1} maxRows={5} maxLength={2_000} value={because} onChange={(event) => setBecause(event.currentTarget.value)} />
      <p className={classes["happens"]}>They are paged at once, at high urgency, by the means they chose, until somebody answers.</p>
    </FormDialog>
  );
}
