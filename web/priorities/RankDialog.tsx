import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RankingView, ServiceRankings } from "../../server/features/priorities/ranking.contract.ts";
import type { ProcessWords } from "../../server/features/process/contract.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import "../design/mantine-form-styles.ts";
import { toast } from "../design/toasts.ts";
import classes from "./Rankings.module.css";

type Named = { id: string; name: string };

interface RankDialogProps {
  service: Named;
  /** What may be ranked; of a ranking that is changed it is known. */
  useCases: ServiceRankings["useCases"];
  teams: readonly Named[];
  ranking?: RankingView;
  onClose: () => void;
}

/** Says how a team would rank an outage, and what it does about one. */
export function RankDialog({ service, useCases, teams, ranking, onClose }: RankDialogProps) {
  const priorities = useAddress<ProcessWords>("settings", "/api/v1/process").data?.priorities ?? [];
  const [form, setForm] = useState({
    ...{ teamId: teams[0]?.id ?? "", sloId: ranking?.useCase?.id ?? useCases[0]?.sloId ?? "", priority: ranking?.priority.id ?? "" },
    ...{ fallback: ranking?.fallback ?? "", mitigation: ranking?.mitigation ?? "", remarks: ranking?.remarks ?? "" },
  });
  const saving = useCommand("services");
  const put = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const said = (text: string) => (text.trim() === "" ? null : text.trim());
  const { teamId, sloId, priority } = form;
  const body = { sloId: said(sloId), priority, fallback: said(form.fallback), mitigation: said(form.mitigation), remarks: said(form.remarks), baseVersion: ranking?.version ?? null };
  const submit = () => saving.mutate({ method: "PUT", path: `/api/v1/services/${encodeURIComponent(service.id)}/rankings/${encodeURIComponent(teamId)}`, body }, { onSuccess: onClose });
  const withdraw = () => saving.mutate({ method: "DELETE", path: `/api/v1/rankings/${ranking?.id ?? ""}?baseVersion=${ranking?.version ?? 0}` }, { onSuccess: () => { onClose(); toast("It is taken back."); } });
  const chosen = priorities.find(({ id }) => id === priority);
  return (
    <FormDialog title={`If ${service.name} were down`} confirm="Keep it" isReady={teamId !== "" && priority !== ""} isBusy={saving.isPending} problem={saving.error} onSubmit={submit} onClose={onClose}>
      <div className={classes["fields"]}>
        {teams.length > 1 ? <NativeSelect label="For which team" data={teams.map(({ id, name }) => ({ value: id, label: name }))} value={teamId} onChange={(event) => put({ teamId: event.currentTarget.value })} /> : null}
        {useCases.length > 1 ? <NativeSelect label="Of what" data={useCases.map(({ sloId: id, name }) => ({ value: id ?? "", label: name }))} value={sloId} onChange={(event) => put({ sloId: event.currentTarget.value })} /> : null}
        <NativeSelect
          label={`${teams.length === 1 ? (teams[0]?.name ?? "We") : "We"} would rank it`} description={chosen?.criteria.join("; ")} data={[{ value: "", label: "Choose a priority" }, ...priorities.map(({ id, name }) => ({ value: id, label: name }))]}
          value={priority} onChange={(event) => put({ priority: event.currentTarget.value })}
        />
        <Textarea label="What still works without it" autosize minRows={1} maxRows={6} maxLength={2_000} value={form.fallback} onChange={(event) => put({ fallback: event.currentTarget.value })} />
        <Textarea label="What we do until it is back" autosize minRows={1} maxRows={6} maxLength={2_000} value={form.mitigation} onChange={(event) => put({ mitigation: event.currentTarget.value })} />
        <Textarea label="Anything else" autosize minRows={1} maxRows={6} maxLength={2_000} value={form.remarks} onChange={(event) => put({ remarks: event.currentTarget.value })} />
        {ranking === undefined ? null : <div><button type="button" className={classes["back"]} onClick={withdraw}>We do not use it: take this back</button></div>}
      </div>
    </FormDialog>
  );
}
