import { Checkbox, MultiSelect, NumberInput, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import type { CustomerView } from "../../../server/features/directory/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { FormDialog } from "../../design/FormDialog.tsx";
import { toast } from "../../design/toasts.ts";
import { useRoom } from "../room-context.tsx";
import { useRoomCommand } from "../room-queries.ts";
import { isOpenToWords } from "../room-words.ts";
import classes from "./Dialogs.module.css";
import { type ImpactForm, impactForm, statementOf } from "./impact-form.ts";

const answers = [
  { value: "", label: "Not known yet" },
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
];

interface FieldsProps {
  form: ImpactForm;
  onChange: (part: Partial<ImpactForm>) => void;
}

function ImpactFields({ form, onChange }: FieldsProps) {
  const customers = useAddress<List<CustomerView>>("settings", "/api/v1/customers?limit=500").data?.items ?? [];
  const known = new Map([...form.customers.map((id) => [id, id] as const), ...customers.map(({ id, name }) => [id, name] as const)]);
  return (
    <>
      <div className={classes["fields"]}>
        <NumberInput label="Users affected, per cent" min={0} max={100} decimalScale={1} hideControls value={form.users} placeholder="Not known yet" data-autofocus onChange={(users) => onChange({ users })} />
        <Select label="How far" data={[{ value: "", label: "Not known yet" }, { value: "partial", label: "A part works for them" }, { value: "total", label: "Nothing works for them" }]} value={form.extent} onChange={(extent) => onChange({ extent: (extent ?? "") as ImpactForm["extent"] })} />
        <Select label="Is data lost?" data={answers} value={form.dataLoss} onChange={(dataLoss) => onChange({ dataLoss: (dataLoss ?? "") as ImpactForm["dataLoss"] })} />
        <div className={classes["money"]}>
          <NumberInput label="Money, about" min={0} hideControls value={form.amount} placeholder="Not known yet" onChange={(amount) => onChange({ amount })} />
          <Select aria-label="Currency" data={["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "JPY"]} value={form.currency} onChange={(currency) => onChange({ currency: currency ?? "EUR" })} />
        </div>
      </div>
      {known.size === 0 ? null : (
        <MultiSelect label="Customers touched" searchable clearable placeholder={form.customers.length === 0 ? "Not known yet" : ""} data={[...known].map(([value, label]) => ({ value, label }))} value={[...form.customers]} onChange={(chosen) => onChange({ customers: chosen })} />
      )}
      <Checkbox label="An SLA is at risk" checked={form.slaAtRisk} onChange={(event) => onChange({ slaAtRisk: event.currentTarget.checked })} />
      <Checkbox label="An SLA is breached" checked={form.slaBreached} onChange={(event) => onChange({ slaBreached: event.currentTarget.checked })} />
      <Textarea label="In words" autosize minRows={2} maxRows={8} maxLength={10_000} value={form.description} onChange={(event) => onChange({ description: event.currentTarget.value })} />
    </>
  );
}

/** What it does to users, customers, data and money. What nobody knows stays unsaid. */
export function ImpactDialog({ onClose }: { onClose: () => void }) {
  const { incident, mayWork } = useRoom();
  const [form, setForm] = useState(() => impactForm(incident));
  const stating = useRoomCommand();
  const isWritable = mayWork && isOpenToWords(incident);
  const submit = () =>
    stating.run({ method: "PUT", to: "impact", body: statementOf(form, incident.impact) }, {
      onSuccess: () => {
        toast("The impact is stated. A severity may be proposed by it.");
        onClose();
      },
    });
  return (
    <FormDialog title="What it touches" confirm="State it" size={560} isReady={isWritable} isBusy={stating.isPending} problem={stating.error} onSubmit={submit} onClose={onClose}>
      <p className={classes["happens"]}>
        {incident.services.length === 0 ? "No service is named yet." : `Services: ${incident.services.map(({ name }) => name).join(", ")}.`}
      </p>
      <ImpactFields form={form} onChange={(part) => setForm((before) => ({ ...before, ...part }))} />
    </FormDialog>
  );
}
