import { Button, NativeSelect, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { PriorityWalkDetail } from "../../server/features/priorities/walk.contract.ts";
import { watchWays } from "../../server/features/priorities/walk.rules.ts";
import type { ProcessWords } from "../../server/features/process/contract.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import "../design/mantine-form-styles.ts";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { watchLabels } from "./walk-words.ts";
import classes from "./Walks.module.css";

const labels = { unmapped: "Which alert, and why it matters", mapped: "What should be otherwise", unwatched: "What could break" } as const;
const empty = { text: "", serviceId: "", priority: "", watchBy: "" };

/** One answer to the question; the next can follow at once. */
export function GapForm({ walk }: { walk: PriorityWalkDetail }) {
  const { id, question, services } = walk;
  const priorities = useAddress<ProcessWords>("settings", "/api/v1/process").data?.priorities ?? [];
  const [form, setForm] = useState(empty);
  const adding = useCommand("settings");
  const put = (part: Partial<typeof empty>) => setForm({ ...form, ...part });
  const orNull = (text: string) => (text === "" ? null : text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { text: form.text.trim(), serviceId: orNull(form.serviceId), priority: orNull(form.priority), watchBy: orNull(form.watchBy) };
    adding.mutate({ path: `/api/v1/priority-walks/${id}/gaps`, body }, { onSuccess: () => setForm({ ...empty, serviceId: form.serviceId }) });
  };
  return (
    <form className={classes["form"]} onSubmit={submit}>
      <Textarea label={labels[question]} autosize minRows={2} maxRows={8} maxLength={2_000} value={form.text} onChange={(event) => put({ text: event.currentTarget.value })} />
      <div className={classes["pair"]}>
        <NativeSelect label="Service" data={[{ value: "", label: "not one alone" }, ...services.map((service) => ({ value: service.id, label: service.name }))]} value={form.serviceId} onChange={(event) => put({ serviceId: event.currentTarget.value })} />
        {question === "unmapped" ? <NativeSelect label="Priority" data={[{ value: "", label: "not decided" }, ...priorities.map((one) => ({ value: one.id, label: one.name }))]} value={form.priority} onChange={(event) => put({ priority: event.currentTarget.value })} /> : null}
        {question === "unwatched" ? <NativeSelect label="It could be watched by" data={[{ value: "", label: "not known yet" }, ...watchWays.map((way) => ({ value: way, label: watchLabels[way] }))]} value={form.watchBy} onChange={(event) => put({ watchBy: event.currentTarget.value })} /> : null}
      </div>
      <ProblemWords problem={adding.error} />
      <div><Button type="submit" variant="default" loading={adding.isPending} disabled={form.text.trim() === ""}>Note it</Button></div>
    </form>
  );
}
