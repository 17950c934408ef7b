import { Checkbox, MultiSelect, Textarea } from "@mantine/core";
import type { CustomerView } from "../../../server/features/directory/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";

export interface Why {
  text: string;
  /** Null where the class is by the rule; else the customers for whose sake it is not. */
  customers: readonly string[] | null;
}

export interface ClassReasonProps {
  why: Why;
  /** Why a reason must be given; null where it may be left out. */
  asked: string | null;
  /** Customers that the impact names. */
  touched: readonly string[];
  onChange: (why: Why) => void;
}

/** Why the class is so. For whose sake is said openly, and can be counted later. */
export function ClassReason({ why, asked, touched, onChange }: ClassReasonProps) {
  const customers = useAddress<List<CustomerView>>("settings", "/api/v1/customers?limit=500").data?.items ?? [];
  const isForCustomer = why.customers !== null;
  return (
    <>
      {customers.length === 0 ? null : (
        <Checkbox label="Because of who the customer is" description="Other than the rule would have it. It is marked, so that one sees how often." checked={isForCustomer}
          onChange={(event) => onChange({ ...why, customers: event.currentTarget.checked ? touched : null })} />
      )}
      {isForCustomer ? (
        <MultiSelect label="For whom" searchable placeholder={why.customers?.length === 0 ? "Choose customers" : ""} data={customers.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...(why.customers ?? [])]} onChange={(chosen) => onChange({ ...why, customers: chosen })} />
      ) : null}
      <Textarea
        label={asked === null ? "Why (may be left out)" : "Why"} description={asked ?? "Others read it in the timeline."} autosize minRows={1} maxRows={6} maxLength={10_000}
        value={why.text} onChange={(event) => onChange({ ...why, text: event.currentTarget.value })}
      />
    </>
  );
}
