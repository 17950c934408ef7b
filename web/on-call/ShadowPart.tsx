import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ScheduleView } from "../../server/features/on-call/contract.ts";
import type { ShadowView } from "../../server/features/on-call/shadow.contract.ts";
import { ApiProblem, type List } from "../api/client.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { Section } from "../design/Section.tsx";
import { toast } from "../design/toasts.ts";
import "../design/mantine-form-styles.ts";
import { fieldMoment, fieldText, spanOfWords } from "./swap-words.ts";
import classes from "./Swaps.module.css";
import type { Reader } from "./use-reader.ts";
import type { KnownPerson } from "./WhoFields.tsx";

const week = 7 * 86_400_000;

interface DialogProps {
  schedule: ScheduleView;
  reader: Reader;
  now: number;
  onClose: () => void;
}

function ShadowDialog({ schedule, reader, now, onClose }: DialogProps) {
  const people = useAddress<List<KnownPerson>>("people", "/api/v1/people?limit=500").data?.items ?? [];
  const { mutateAsync: send, isPending } = useCommand<ShadowView>("on-call");
  const [draft, setDraft] = useState({ personId: reader.personId, besideId: null as string | null, from: fieldText(now), to: fieldText(now + week) });
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [from, to] = [fieldMoment(draft.from), fieldMoment(draft.to)];
  const names = people.map(({ id, name }) => ({ value: id, label: name }));
  const path = `/api/v1/schedules/${schedule.id}/shadows`;
  const change = (part: Partial<typeof draft>) => {
    setProblem(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  const submit = async () => {
    if (from === null || to === null) return;
    const body = { personId: draft.personId, besideId: draft.besideId, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    try {
      const made = await send({ path, body });
      toast(`${made.name} stands beside ${schedule.name}`, () => void send({ method: "DELETE", path: `${path}/${made.id}` }).catch(() => undefined));
      onClose();
    } catch (refused) {
      setProblem(refused instanceof ApiProblem ? refused : null);
    }
  };
  return (
    <FormDialog title={`Stand beside: ${schedule.name}`} confirm="Stand beside" isReady={draft.personId !== null && from !== null && to !== null} isBusy={isPending} problem={problem} onSubmit={() => void submit()} onClose={onClose}>
      <div className={classes["pair"]}>
        {reader.mayManage ? <Select label="Who learns" searchable data={names} value={draft.personId} onChange={(personId) => change({ personId })} /> : null}
        <Select label="Beside whom" clearable searchable placeholder="Whoever is on call" data={names.filter(({ value }) => value !== draft.personId)} value={draft.besideId} onChange={(besideId) => change({ besideId })} />
      </div>
      <div className={classes["pair"]}>
        <TextInput type="datetime-local" label="From" value={draft.from} onChange={(event) => change({ from: event.currentTarget.value })} />
        <TextInput type="datetime-local" label="To" value={draft.to} onChange={(event) => change({ to: event.currentTarget.value })} />
      </div>
      <p className={classes["small"]}>Your clock; the schedule’s is {schedule.timezone}. Who stands beside gets a copy of the pages, by mail or push. It asks for nothing: nobody waits for an answer to it.</p>
    </FormDialog>
  );
}

/** Who stands beside the turns of a schedule to learn. */
export function ShadowPart({ schedule, reader, from, to }: { schedule: ScheduleView; reader: Reader; from: string; to: string }) {
  const shadows = useAddress<List<ShadowView>>("on-call", `/api/v1/schedules/${schedule.id}/shadows?from=${from}&to=${to}`).data?.items ?? [];
  const now = useOfNow((at) => Math.ceil(at / 900_000) * 900_000);
  const [isOpen, setOpen] = useState(false);
  const { mutateAsync: send } = useCommand("on-call");
  const end = ({ id, name }: ShadowView) => void send({ method: "DELETE", path: `/api/v1/schedules/${schedule.id}/shadows/${id}` }).then(() => toast(`${name} no longer stands beside ${schedule.name}`), () => undefined);
  const mayEnd = ({ personId, besideId }: ShadowView) => reader.mayManage || (reader.personId !== null && [personId, besideId].includes(reader.personId));
  if (!reader.mayRespond && shadows.length === 0) return null;
  return (
    <Section title="Standing beside, to learn" rule="line">
      {shadows.length === 0 ? <p className={classes["text"]}>Nobody in these weeks. Whoever learns can stand beside a turn before they hold one.</p> : null}
      <ul>
        {shadows.map((shadow) => (
          <li key={shadow.id} className={classes["row"]}>
            <div>
              <p className={classes["title"]}>
                {shadow.name} beside {shadow.besideName ?? "whoever is on call"}
              </p>
              <p className={classes["small"]}>{spanOfWords(shadow.from, shadow.to)}</p>
            </div>
            {mayEnd(shadow) && Date.parse(shadow.to) > now ? (
              <Button size="xs" variant="default" onClick={() => end(shadow)}>
                End it
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {reader.mayRespond && reader.personId !== null ? (
        <div className={classes["buttons"]}>
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {reader.mayManage ? "Let somebody stand beside" : "Stand beside a turn"}
          </Button>
        </div>
      ) : null}
      {isOpen ? <ShadowDialog schedule={schedule} reader={reader} now={now} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}
