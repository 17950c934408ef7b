import type { IncidentDetail } from "../../../server/features/incidents/contract.ts";

type Impact = IncidentDetail["impact"];
type Answer = "" | "yes" | "no";

/** The impact as fields have it: an empty one says that nobody knows. */
export interface ImpactForm {
  users: number | string;
  customers: readonly string[];
  extent: "" | "partial" | "total";
  dataLoss: Answer;
  amount: number | string;
  currency: string;
  slaAtRisk: boolean;
  slaBreached: boolean;
  description: string;
}

export function impactForm({ impact, impactDescription }: Pick<IncidentDetail, "impact" | "impactDescription">): ImpactForm {
  return {
    users: impact.usersAffected === undefined ? "" : Math.round(impact.usersAffected * 1_000) / 10,
    customers: impact.customerIds ?? [],
    extent: impact.extent ?? "",
    dataLoss: impact.dataLoss === undefined ? "" : impact.dataLoss ? "yes" : "no",
    amount: impact.money?.amount ?? "",
    currency: impact.money?.currency ?? "EUR",
    slaAtRisk: impact.slaAtRisk ?? false,
    slaBreached: impact.slaBreached ?? false,
    description: impactDescription ?? "",
  };
}

/** What is stated: a field left empty is absent, never a zero. */
export function statementOf(form: ImpactForm, before: Impact): Impact & { description: string | null } {
  return {
    ...(form.customers.length === 0 ? {} : { customerIds: [...form.customers] }),
    ...(typeof form.users === "number" ? { usersAffected: form.users / 100 } : {}),
    ...(form.extent === "" ? {} : { extent: form.extent }),
    ...(form.dataLoss === "" ? {} : { dataLoss: form.dataLoss === "yes" }),
    ...(typeof form.amount === "number" ? { money: { amount: form.amount, currency: form.currency } } : {}),
    ...(form.slaAtRisk || before.slaAtRisk !== undefined ? { slaAtRisk: form.slaAtRisk } : {}),
    ...(form.slaBreached || before.slaBreached !== undefined ? { slaBreached: form.slaBreached } : {}),
    description: form.description.trim() === "" ? null : form.description.trim(),
  };
}
