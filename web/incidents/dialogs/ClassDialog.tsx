import { Textarea } from "@mantine/core";
import { useState } from "react";
import { ClassBadge } from "../../design/ClassBadge.tsx";
import { FormDialog } from "../../design/FormDialog.tsx";
import { PriorityBadge } from "../../design/PriorityBadge.tsx";
import { SeverityBadge } from "../../design/SeverityBadge.tsx";
import { toast } from "../../design/toasts.ts";
import { reasonAsked, verdictOf } from "../class-choice.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isRunning } from "../room-words.ts";
import classes from "./Dialogs.module.css";

interface Choice {
  severity: string | null;
  priority: string | null;
}

interface ColumnProps {
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

function Severities({ choice, onChoose }: ColumnProps) {
  const { severities } = useRoom().incident.words;
  return (
    <fieldset className={classes["options"]}>
      <legend>Severity: how bad it is</legend>
      {severities.map(({ id, name, rank, of, when, respond }) => (
        <label key={id} className={classes["option"]}>
          <input type="radio" name="severity" data-autofocus={(choice.severity ?? severities[0]?.id) === id || undefined} checked={choice.severity === id} onChange={() => onChoose({ ...choice, severity: id })} />
          <SeverityBadge name={name} rank={rank} of={of} look="plain" />
          <span>
            {when}
            {choice.severity === id && respond !== null ? <b>{respond}</b> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A pair that the process forbids stands struck, with the reason. */
function Priorities({ choice, onChoose }: ColumnProps) {
  const { words } = useRoom().incident;
  return (
    <fieldset className={classes["options"]}>
      <legend>Priority: what must be done</legend>
      {words.priorities.map(({ id, name, criteria }) => {
        const { verdict, because } = verdictOf(words, choice.severity, id);
        const isForbidden = verdict === "forbidden";
        return (
          <label key={id} className={classes["option"]} data-forbidden={isForbidden || undefined}>
            <input type="radio" name="priority" checked={choice.priority === id} disabled={isForbidden} onChange={() => onChoose({ ...choice, priority: id })} />
            <PriorityBadge name={name} />
            <span>
              {isForbidden ? <s>{criteria.join("; ")}</s> : criteria.join("; ")}
              {isForbidden ? <b>Not with this severity{because === null ? "" : `: ${because}`}.</b> : null}
              {verdict === "confirm" ? <b>Asks for a reason{because === null ? "" : `: ${because}`}.</b> : null}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Severity and priority in one: what the process allows, what it asks for, and what follows. */
export function ClassDialog({ onClose }: { onClose: () => void }) {
  const { incident } = useRoom();
  const { words, proposed } = incident;
  const [choice, setChoice] = useState<Choice>({ severity: (proposed?.severity ?? incident.severity)?.id ?? null, priority: (proposed?.priority ?? incident.priority)?.id ?? null });
  const [reason, setReason] = useState("");
  const classifying = useRoomCommand();
  const verdict = verdictOf(words, choice.severity, choice.priority);
  const asked = reasonAsked(verdict, isRunning(incident));
  const isSame = choice.severity === (incident.severity?.id ?? null) && choice.priority === (incident.priority?.id ?? null);
  const isReady = !isSame && verdict.verdict !== "forbidden" && (asked === null || reason.trim() !== "");
  const severity = words.severities.find(({ id }) => id === choice.severity);
  const priority = words.priorities.find(({ id }) => id === choice.priority);
  const name = [severity?.name ?? "no severity", priority?.name ?? "no priority"].join(" × ");
  const submit = () =>
    classifying.run({ to: "classify", body: { ...choice, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) } }, {
      onSuccess: () => {
        toast(`${incident.ref} is ${name}.`);
        onClose();
      },
    });
  return (
    <FormDialog title="How bad, and what must be done" confirm={isSame ? "Choose another" : `Set ${name}`} size={680} isReady={isReady} isBusy={classifying.isPending} problem={classifying.error} onSubmit={submit} onClose={onClose}>
      {proposed === null ? null : (
        <p className={classes["happens"]}>
          Proposed by what was found: <ClassBadge severity={proposed.severity} priority={proposed.priority} />
        </p>
      )}
      <div className={classes["pair"]}>
        <Severities choice={choice} onChoose={setChoice} />
        <Priorities choice={choice} onChoose={setChoice} />
      </div>
      {verdict.verdict === "forbidden" ? <p className={classes["refused"]} role="alert">The process does not allow {name}{verdict.because === null ? "" : `: ${verdict.because}`}.</p> : null}
      <Textarea
        label={asked === null ? "Why (may be left out)" : "Why"} description={asked ?? "Others read it in the timeline."} autosize minRows={1} maxRows={6} maxLength={10_000}
        value={reason} onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
