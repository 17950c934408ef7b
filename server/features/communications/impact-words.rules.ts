import type { Impact } from "../incidents/incident-words.rules.ts";
import type { AudienceStyle } from "./recipients.rules.ts";

/** What an incident does to people, a sentence each; only what was stated. Money and agreements are said to those who lead and to those who work on it. */
export function impactWords(impact: Impact, style: AudienceStyle): string[] {
  const isForLeaders = style === "executive" || style === "technical";
  return [...harmWords(impact), ...(style === "external" ? [] : customerWords(impact)), ...(isForLeaders ? costWords(impact) : [])];
}

function harmWords({ usersAffected, extent, dataLoss }: Impact): string[] {
  const users = usersAffected === undefined ? [] : [usersWords(usersAffected)];
  const outage = extent === undefined ? [] : [extent === "total" ? "It does not work at all." : "It works in part."];
  const data = dataLoss === undefined ? [] : [dataLoss ? "Data was lost." : "No data was lost."];
  return [...users, ...outage, ...data];
}

function usersWords(share: number): string {
  if (share === 0) return "No users are affected.";
  if (share >= 0.995) return "All users are affected.";
  return share < 0.005 ? "Very few users are affected." : `About ${Math.round(share * 100)} % of users are affected.`;
}

function customerWords({ customerIds }: Impact): string[] {
  const count = customerIds?.length ?? 0;
  return count === 0 ? [] : [count === 1 ? "One customer is affected by name." : `${count} customers are affected by name.`];
}

function costWords({ money, slaBreached, slaAtRisk }: Impact): string[] {
  const cost = money === undefined ? [] : [`It costs about ${money.amount} ${money.currency} so far.`];
  const agreement = slaBreached === true ? ["A service agreement is broken."] : slaAtRisk === true ? ["A service agreement is at risk."] : [];
  return [...cost, ...agreement];
}
