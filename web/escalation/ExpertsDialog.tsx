import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { ExpertView } from "../../server/features/escalation/expert.contract.ts";
import { Empty } from "../design/Empty.tsx";
import { FormDialog } from "../design/FormDialog.tsx";
import { SheetSkeleton } from "../design/Skeletons.tsx";
import { toast } from "../design/toasts.ts";
import { listWords } from "../incidents/room-words.ts";
import { PartNotRead } from "../shell/NotRead.tsx";
import classes from "./Escalation.module.css";
import { expertWords, firstChoice } from "./escalation-words.ts";
import { type Escalated, useEscalating, useExperts } from "./use-escalating.ts";

interface ChoiceProps {
  experts: readonly ExpertView[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

function Experts({ experts, chosen, onChange }: ChoiceProps) {
  const toggle = (personId: string) => onChange(chosen.includes(personId) ? chosen.filter((one) => one !== personId) : [...chosen, personId]);
  return (
    <fieldset className={classes["choices"]}>
      <legend>Who knows it</legend>
      {experts.map((expert) => (
        <label key={expert.personId} className={classes["choice"]} data-quiet={expert.isReachable ? undefined : true}>
          <input type="checkbox" disabled={!expert.isReachable} checked={chosen.includes(expert.personId)} onChange={() => toggle(expert.personId)} />
          <span>
            <b>{expert.name}</b>
            <small>{expertWords(expert)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The experts of what is hit, with who of them is on call or awake; one tap pages whoever can be turned to first. */
export function ExpertsDialog({ about, onClose }: { about: Escalated; onClose: () => void }) {
  const { data, error } = useExperts(about);
  const [picked, setPicked] = useState<string[] | null>(null);
  const [because, setBecause] = useState("");
  const asking = useEscalating(about);
  const experts = data?.items ?? [];
  const chosen = picked ?? firstChoice(experts);
  const names = listWords(experts.filter(({ personId }) => chosen.includes(personId)).map(({ name }) => name));
  const reason = because.trim();
  const submit = () =>
    asking.mutate({ path: `${about.path}/experts`, body: { personIds: chosen, ...(reason !== "" && { because: reason }) } }, {
      onSuccess: () => {
        toast(`${names} ${chosen.length > 1 ? "are" : "is"} asked.`);
        onClose();
      },
    });
  return (
    <FormDialog title={`Who knows ${listWords(about.services.map(({ name }) => name)) || about.name}?`} confirm={chosen.length === 0 ? "Page them" : `Page ${names}`} isReady={chosen.length > 0} isBusy={asking.isPending} problem={asking.error} onSubmit={submit} onClose={onClose}>
      {data === undefined && error === null ? <SheetSkeleton /> : null}
      {error === null ? null : <PartNotRead problem={error} />}
      {data !== undefined && experts.length === 0 ? <Empty title="No expert is named" text="Name the experts of a service in the configuration, under services, or page somebody by “Escalate”." /> : null}
      {experts.length === 0 ? null : <Experts experts={experts} chosen={chosen} onChange={setPicked} />}
      {experts.length === 0 ? null : <Textarea label="Why (may be left out)" description="They read it when they come in." autosize minRows={1} maxRows={5} maxLength={2_000} value={because} onChange={(event) => setBecause(event.currentTarget.value)} />}
    </FormDialog>
  );
}
