import { useState } from "react";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { asksOf, reasonAsked, verdictOf, type Verdict } from "../class-choice.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isRunning, listWords } from "../room-words.ts";
import { type Choice, Priorities, Severities } from "./ClassFields.tsx";
import { ClassProposal } from "./ClassProposal.tsx";
import { ClassReason, type Why } from "./ClassReason.tsx";
import classes from "./Dialogs.module.css";
import { Foreseen } from "./Foreseen.tsx";
import { classForesight } from "./foresight-words.ts";

/** What the dialog says of a choice: whether the process allows it, what it asks, and whether it can be set. */
function useChoice(choice: Choice, why: Why) {
  const { incident } = useRoom();
  const { words, assessment } = incident;
  const verdict = verdictOf(words, choice.severity, choice.priority);
  const isMoved = choice.severity !== (incident.severity?.id ?? null);
  const passedOver = isMoved && assessment.severity !== null && assessment.severity.id !== choice.severity ? assessment.severity.name : null;
  const asked = reasonAsked(verdict, { isRunning: isRunning(incident), isForCustomer: why.customers !== null, passedOver });
  const before = incident.forCustomers.map(({ id }) => id).sort().join();
  const isSame = !isMoved && choice.priority === (incident.priority?.id ?? null) && [...(why.customers ?? [])].sort().join() === before;
  const isReady = !isSame && verdict.verdict !== "forbidden" && why.customers?.length !== 0 && (asked === null || why.text.trim() !== "");
  const severity = words.severities.find(({ id }) => id === choice.severity);
  const priority = words.priorities.find(({ id }) => id === choice.priority);
  return { verdict, asked, isSame, isReady, name: [severity?.name ?? "no severity", priority?.name ?? "no priority"].join(" × "), asks: asksOf(words, choice.severity, choice.priority) };
}

function Verdicts({ verdict, name, asks }: { verdict: Verdict; name: string; asks: readonly string[] }) {
  return (
    <>
      {verdict.verdict === "forbidden" ? <p className={classes["refused"]} role="alert">The process does not allow {name}{verdict.because === null ? "" : `: ${verdict.because}`}.</p> : null}
      {asks.length === 0 ? null : <p className={classes["happens"]}>{name} asks for {listWords(asks)}.</p>}
    </>
  );
}

/** Severity and priority in one: what the process allows, what it asks for, and what follows. */
export function ClassDialog({ onClose }: { onClose: () => void }) {
  const { incident, path } = useRoom();
  const { proposed } = incident;
  const [from] = useState<Choice>({ severity: incident.severity?.id ?? null, priority: incident.priority?.id ?? null });
  const [choice, setChoice] = useState<Choice>({ severity: (proposed?.severity ?? incident.severity)?.id ?? null, priority: (proposed?.priority ?? incident.priority)?.id ?? null });
  const [why, setWhy] = useState<Why>({ text: "", customers: incident.forCustomers.length === 0 ? null : incident.forCustomers.map(({ id }) => id) });
  const classifying = useRoomCommand();
  const { verdict, asked, isSame, isReady, name, asks } = useChoice(choice, why);
  const submit = () =>
    classifying.run({ to: "classify", body: { ...choice, from, ...(why.text.trim() === "" ? {} : { reason: why.text.trim() }), ...(why.customers === null ? {} : { because: "customer", customerIds: why.customers }) } }, {
      onSuccess: () => {
        toast(`${incident.ref} is ${name}.`);
        onClose();
      },
    });
  return (
    <FormDialog title="How bad, and what must be done" confirm={isSame ? "Choose another" : `Set ${name}`} size={680} isReady={isReady} isBusy={classifying.isPending} problem={classifying.error} onSubmit={submit} onClose={onClose}>
      <ClassProposal />
      <div className={classes["pair"]}>
        <Severities choice={choice} onChoose={setChoice} />
        <Priorities choice={choice} onChoose={setChoice} />
      </div>
      <Foreseen address={isSame || verdict.verdict === "forbidden" || !isRunning(incident) ? null : classForesight(path, choice)} />
      <Verdicts verdict={verdict} name={name} asks={asks} />
      <ClassReason why={why} asked={asked} touched={incident.impact.customerIds ?? []} onChange={setWhy} />
    </FormDialog>
  );
}
