import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PersonView } from "../../server/features/directory/contract.ts";
import type { FollowUpView, RetrospectiveDetail } from "../../server/features/retrospectives/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import "../design/mantine-form-styles.ts";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { Section } from "../design/Section.tsx";
import { dayWords } from "./retrospective-words.ts";
import classes from "./Retrospective.module.css";

/** What is to be done because of it: each with a driver, a due date, and a day on which it is looked at again. */
export function FollowUps({ retrospective, mayWrite }: { retrospective: RetrospectiveDetail; mayWrite: boolean }) {
  const { followUps, reviewActionsEvery } = retrospective;
  const shown = followUps.filter(({ status }) => status !== "dropped");
  const done = shown.filter(({ status }) => status === "done").length;
  return (
    <Section title="Follow-ups" count={shown.length === 0 ? undefined : `${done} of ${shown.length} done, looked at every ${reviewActionsEvery}`} rule="line">
      {shown.length === 0 ? <p className={classes["none"]}>What would make it less likely, shorter, or easier to see? Write it here.</p> : null}
      <ul className={classes["followUps"]}>{shown.map((followUp) => <FollowUpRow key={followUp.id} followUp={followUp} mayWrite={mayWrite} />)}</ul>
      {mayWrite ? <AddFollowUp id={retrospective.id} /> : null}
    </Section>
  );
}

export function FollowUpRow({ followUp, mayWrite }: { followUp: FollowUpView; mayWrite: boolean }) {
  const change = useCommand("incidents");
  const { id, text, driver, dueAt, reviewAt, status } = followUp;
  const isDone = status === "done";
  const facts = [driver?.name ?? "nobody yet", isDone ? "done" : dueAt === null ? `looked at ${dayWords(reviewAt)}` : `due ${dayWords(dueAt)}`];
  return (
    <li data-done={isDone || undefined}>
      <label>
        <input type="checkbox" checked={isDone} disabled={!mayWrite || change.isPending} onChange={() => change.mutate({ method: "PATCH", path: `/api/v1/follow-ups/${id}`, body: { status: isDone ? "open" : "done" } })} />
        <span>{text ?? "Taken out"}</span>
      </label>
      <small>{facts.join(", ")}</small>
      <ProblemWords problem={change.error} />
    </li>
  );
}

function AddFollowUp({ id }: { id: string }) {
  const people = useAddress<List<PersonView>>("people", "/api/v1/people?limit=500").data?.items ?? [];
  const add = useCommand("incidents");
  const [text, setText] = useState("");
  const [driverId, setDriverId] = useState<string | null>(null);
  const [due, setDue] = useState("");
  const send = () => {
    const body = { text: text.trim(), driverId, ...(due === "" ? {} : { dueAt: `${due}T17:00:00Z` }) };
    add.mutate({ path: `/api/v1/retrospectives/${id}/follow-ups`, body }, { onSuccess: () => [setText(""), setDue("")] });
  };
  return (
    <form className={classes["add"]} onSubmit={(event) => { event.preventDefault(); send(); }}>
      <TextInput aria-label="Follow-up" placeholder="What is to be done" maxLength={2_000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <div className={classes["addRow"]}>
        <Select aria-label="Driver" placeholder="Who drives it" searchable clearable data={people.map(({ id: value, name }) => ({ value, label: name }))} value={driverId} onChange={setDriverId} />
        <TextInput aria-label="Due" type="date" value={due} onChange={(event) => setDue(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={text.trim() === ""} loading={add.isPending}>Add</Button>
      </div>
      <ProblemWords problem={add.error} />
    </form>
  );
}
