import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { WatchGapView } from "../../server/features/priorities/walk.contract.ts";
import { useCommand } from "../api/queries.ts";
import { FormDialog } from "../design/FormDialog.tsx";
import "../design/mantine-form-styles.ts";
import classes from "./Rankings.module.css";

/** Says what became of a finding, or where it is worked on. */
export function SettleDialog({ gap, onClose }: { gap: WatchGapView; onClose: () => void }) {
  const [form, setForm] = useState<{ status: WatchGapView["status"]; reason: string; link: string }>({ status: "open", reason: "", link: gap.link ?? "" });
  const settling = useCommand("settings");
  const { status, reason, link } = form;
  const said = (text: string) => (text.trim() === "" ? null : text.trim());
  const body = { status, link: said(link), baseVersion: gap.version, ...(status === "open" ? {} : { reason: said(reason) }) };
  const submit = () => settling.mutate({ method: "PATCH", path: `/api/v1/watch-gaps/${gap.id}`, body }, { onSuccess: onClose });
  return (
    <FormDialog title={gap.text} confirm="Keep it" isReady={status !== "dropped" || reason.trim() !== ""} isBusy={settling.isPending} problem={settling.error} onSubmit={submit} onClose={onClose}>
      <div className={classes["fields"]}>
        <NativeSelect
          label="What became of it" value={status} onChange={(event) => setForm({ ...form, status: event.currentTarget.value as WatchGapView["status"] })}
          data={[{ value: "open", label: "It is still to be done" }, { value: "done", label: "It is done" }, { value: "dropped", label: "It is dropped" }]}
        />
        {status === "open" ? null : <TextInput label={status === "dropped" ? "Why" : "Anything to know"} maxLength={500} value={reason} onChange={(event) => setForm({ ...form, reason: event.currentTarget.value })} />}
        <TextInput label="Where it is worked on" type="url" placeholder="https://" value={link} onChange={(event) => setForm({ ...form, link: event.currentTarget.value })} />
      </div>
    </FormDialog>
  );
}
