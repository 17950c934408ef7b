import { MultiSelect, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { FormDialog } from "../design/FormDialog.tsx";
import { toast } from "../design/toasts.ts";
import { chosenNames, type TargetGroup } from "../incidents/dialogs/target-options.ts";
import { listWords } from "../incidents/room-words.ts";
import classes from "./Escalation.module.css";
import { type Escalated, useEscalating, usePolicies, useTargets } from "./use-escalating.ts";

export interface EscalateDialogProps {
  about: Escalated;
  /** Where it begins: the next step for an alert, people for an incident. */
  first: Way;
  onClose: () => void;
}

type Way = "next-step" | "people" | "policy";

const ways: readonly { way: Way; words: string; detail: string }[] = [
  { way: "people", words: "People, a team or a role", detail: "Beside the policy: somebody senior, somebody who knows it." },
  { way: "next-step", words: "The next step of the policy", detail: "Now, before its time." },
  { way: "policy", words: "Another policy", detail: "From its first step." },
];

interface WayProps {
  way: Way;
  onChoose: (way: Way) => void;
}

function Ways({ way, onChoose }: WayProps) {
  return (
    <fieldset className={classes["choices"]}>
      <legend>To whom</legend>
      {ways.map((one) => (
        <label key={one.way} className={classes["choice"]}>
          <input type="radio" name="way" checked={one.way === way} onChange={() => onChoose(one.way)} />
          <span>
            <b>{one.words}</b>
            <small>{one.detail}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const mostTargets = 20;

function WhoField({ groups, targets, onChange }: { groups: TargetGroup[]; targets: string[]; onChange: (targets: string[]) => void }) {
  return <MultiSelect label="Who" searchable clearable data-autofocus data={groups} value={targets} onChange={onChange} maxValues={mostTargets} withScrollArea={false} placeholder={targets.length === 0 ? "A person, a team, a role" : ""} nothingFoundMessage="Nobody of that name" hidePickedOptions />;
}

function PolicyField({ policyId, onChange }: { policyId: string | null; onChange: (policyId: string | null) => void }) {
  const policies = usePolicies().data?.items ?? [];
  return <Select label="Policy" searchable data={policies.map(({ id, name }) => ({ value: id, label: name }))} value={policyId} onChange={onChange} nothingFoundMessage="No policy of that name" />;
}

/** What is asked for, the words of the button, and whether it is all there. */
function useWish(first: Way, groups: TargetGroup[]) {
  const [way, setWay] = useState<Way>(first);
  const [targets, setTargets] = useState<string[]>([]);
  const [policyId, setPolicyId] = useState<string | null>(null);
  const names = listWords(chosenNames(groups, targets));
  const people = { body: { targets }, confirm: targets.length === 0 ? "Page them" : `Page ${names}`, isReady: targets.length > 0, told: `Looking for ${names}.` };
  const policy = { body: { policyId }, confirm: "Go on by this policy", isReady: policyId !== null, told: "The search goes on by another policy." };
  const step = { body: { nextStep: true }, confirm: "Page the next step", isReady: true, told: "The next step is paged." };
  return { way, setWay, targets, setTargets, policyId, setPolicyId, wish: way === "people" ? people : way === "policy" ? policy : step };
}

/** Turns to more people: they are paged at once, and whoever has it keeps it. */
export function EscalateDialog({ about, first, onClose }: EscalateDialogProps) {
  const groups = useTargets(about);
  const { way, setWay, targets, setTargets, policyId, setPolicyId, wish } = useWish(first, groups);
  const [because, setBecause] = useState("");
  const escalating = useEscalating(about);
  const reason = because.trim();
  const submit = () =>
    escalating.mutate({ path: `${about.path}/escalate`, body: { ...wish.body, ...(reason !== "" && { because: reason }) } }, {
      onSuccess: () => {
        toast(wish.told);
        onClose();
      },
    });
  return (
    <FormDialog title={`Who else is needed for ${about.name}?`} confirm={wish.confirm} isReady={wish.isReady} isBusy={escalating.isPending} problem={escalating.error} onSubmit={submit} onClose={onClose}>
      <Ways way={way} onChoose={setWay} />
      {way === "people" ? <WhoField groups={groups} targets={targets} onChange={setTargets} /> : null}
      {way === "policy" ? <PolicyField policyId={policyId} onChange={setPolicyId} /> : null}
      <Textarea label="Why (may be left out)" description="They read it when they come in." autosize minRows={1} maxRows={5} maxLength={2_000} value={because} onChange={(event) => setBecause(event.currentTarget.value)} />
      <p className={classes["happens"]}>They are paged at once, by the means they chose. Whoever has it keeps it.</p>
    </FormDialog>
  );
}
