import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ReachView } from "../../../server/features/directory/reach.contract.ts";
import { durationMilliseconds } from "../../../server/values/duration.ts";
import { Section } from "../../design/Section.tsx";
import { toast } from "../../design/toasts.ts";
import type { Usable } from "../directory-words.ts";
import classes from "./Reach.module.css";
import { afterWords, foresee, meansWords, type Step, type Urgency } from "./reach-words.ts";
import { useReachCommand } from "./use-reach.ts";

const times = ["0s", "30s", "1m", "2m", "3m", "5m", "10m", "15m", "30m"];

function timeChoices(after: string) {
  const known = times.includes(after) ? times : [...times, after];
  return known.map((value) => ({ value, label: afterWords(durationMilliseconds(value)) }));
}

interface StepsProps {
  title: string;
  reach: ReachView;
  steps: readonly Step[];
  onChange: (steps: readonly Step[]) => void;
}

function Steps({ title, reach, steps, onChange }: StepsProps) {
  const options = reach.contacts.map((contact) => ({ value: contact.id, label: meansWords(contact) }));
  const put = (index: number, change: Partial<Step>) => onChange(steps.map((step, at) => (at === index ? { ...step, ...change } : step)));
  const next = reach.contacts.find(({ id }) => !steps.some(({ contact }) => contact === id)) ?? reach.contacts[0];
  return (
    <fieldset className={classes["order"]} aria-label={`${title}: the order`}>
      {steps.map((step, index) => (
        <div key={index} className={classes["step"]}>
          <NativeSelect aria-label={`${title}, step ${index + 1}`} data={options} value={step.contact} onChange={(event) => put(index, { contact: event.currentTarget.value })} />
          <NativeSelect aria-label={`${title}, when step ${index + 1}`} data={timeChoices(step.after)} value={step.after} onChange={(event) => put(index, { after: event.currentTarget.value })} />
          <ActionIcon aria-label={`${title}, leave out step ${index + 1}`} onClick={() => onChange(steps.filter((_step, at) => at !== index))}>
            <IconX size={16} stroke={1.8} />
          </ActionIcon>
        </div>
      ))}
      {next === undefined || next.isImplied ? null : (
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={() => onChange([...steps, { contact: next.id, after: steps.at(-1)?.after ?? "0s" }])}>
          Add a step
        </Button>
      )}
    </fieldset>
  );
}

function whoseWords({ isFromFile: isPersonFromFile }: ReachView, { isOwn, isFromFile, steps }: ReachView["high"]): string {
  if (isFromFile) return "This order comes from the file. A change made here holds instead.";
  if (isOwn) return isPersonFromFile ? "This order was made here. It holds instead of the one in the file, also when that is applied again." : "This order was made here.";
  return steps.length === 0 ? "No order is made: every means is tried at once." : "This order stands in the configuration.";
}

export interface OrderEditorProps {
  title: string;
  urgency: Urgency;
  hint: string;
  reach: ReachView;
  usable: Usable;
}

/** In which order the means are tried, and in one line what that would do. */
export function OrderEditor({ title, urgency, hint, reach, usable }: OrderEditorProps) {
  const [draft, setDraft] = useState<{ steps: readonly Step[]; version: string } | null>(null);
  const { send, isPending, problem, reset } = useReachCommand(reach.personId);
  const standing = reach[urgency];
  const steps = draft?.steps ?? standing.steps;
  const { so, held } = foresee(reach.contacts, steps, usable);
  const keep = (chosen: readonly Step[] | null) => {
    const other = urgency === "high" ? "low" : "high";
    const left = reach[other].isOwn ? reach[other].steps : null;
    const body = { version: draft?.version ?? reach.version, [urgency]: chosen, [other]: left };
    const done = () => {
      setDraft(null);
      toast("The order is kept");
    };
    void send("PUT", "notify", body).then(done).catch(() => undefined);
  };
  const leave = () => {
    setDraft(null);
    reset();
  };
  return (
    <Section title={title} rule="line">
      <p className={classes["line"]}>{so}</p>
      {held.map((words) => <p key={words} className={classes["held"]}>{words}</p>)}
      <p className={classes["small"]}>{hint} {whoseWords(reach, standing)}</p>
      <Steps title={title} reach={reach} steps={steps} onChange={(changed) => setDraft({ steps: changed, version: draft?.version ?? reach.version })} />
      {problem === null ? null : <p className={classes["problem"]} role="alert">{problem.message}</p>}
      <div className={classes["buttons"]}>
        {draft === null ? null : <Button size="xs" loading={isPending} onClick={() => keep(draft.steps)}>Keep this order</Button>}
        {draft === null ? null : <Button size="xs" variant="subtle" onClick={leave}>Leave it as it was</Button>}
        {draft === null && standing.isOwn && reach.isFromFile ? <Button size="xs" variant="default" loading={isPending} onClick={() => keep(null)}>Back to the order in the file</Button> : null}
      </div>
    </Section>
  );
}
