import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { BulkOutcome } from "../../server/features/alert-intake/alert-care.contract.ts";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import { ApiProblem, command, get, type List } from "../api/client.ts";
import { toast } from "../design/toasts.ts";
import { counted } from "./alert-rows.ts";

export type AlertVerdict = NonNullable<AlertView["verdict"]>;

/** What is done to alerts by hand. */
export type AlertVerb = { action: "acknowledge" } | { action: "resolve" } | { action: "snooze"; until: string } | { action: "verdict"; verdict: AlertVerdict | null };

/** What a verb touches: a whole group, or one alert. */
export interface AlertTarget {
  id: string;
  isGroup: boolean;
}

interface Order {
  verb: AlertVerb;
  targets: readonly AlertTarget[];
}

const done: Record<AlertVerb["action"], string> = { acknowledge: "acknowledged", resolve: "ended by hand", snooze: "snoozed", verdict: "judged" };
const mostAtOnce = 1_000;

/** How many alerts followed, and why others did not. */
interface Result {
  done: number;
  refused: number;
  reason: string | null;
}

/** Of a group those that are open; what it turned out to be is said of all. */
async function alertIdsOf(target: AlertTarget, { action }: AlertVerb): Promise<string[]> {
  if (!target.isGroup) return [target.id];
  const { items } = await get<List<AlertView>>(`/api/v1/alerts?groupId=${target.id}&status=${action === "verdict" ? "all" : "open"}&limit=500`);
  return items.map((alert) => alert.id);
}

async function obey(verb: AlertVerb, targets: readonly AlertTarget[]): Promise<Result> {
  const result: Result = { done: 0, refused: 0, reason: null };
  const ids: string[] = [];
  for (const target of targets) {
    const own = await alertIdsOf(target, verb);
    if (verb.action === "acknowledge" && target.isGroup && (await takeGroup(target.id))) result.done += own.length;
    else ids.push(...own);
  }
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const part = await command<BulkOutcome>("POST", "/api/v1/alerts/bulk", { ...verb, ids: ids.slice(from, from + mostAtOnce) });
    result.done += part.done;
    result.refused += part.refused;
    result.reason ??= part.outcomes.find(({ outcome }) => outcome === "refused")?.reason ?? null;
  }
  return result;
}

/** `3 alerts snoozed. 1 was not: this alert has ended …` */
export function resultWords({ done: count, refused, reason }: Result, { action }: Pick<AlertVerb, "action">): string {
  const words = count === 0 && refused > 0 ? [] : [`${counted(count, "alert")} ${done[action]}.`];
  return [...words, ...(refused === 0 ? [] : [`${counted(refused, "alert")} ${refused === 1 ? "was" : "were"} not: ${reason ?? "refused"}`])].join(" ");
}

/** Takes a group, so that nobody else is paged; false where nobody was to be woken about it. */
export async function takeGroup(groupId: string): Promise<boolean> {
  try {
    await command("POST", `/api/v1/groups/${groupId}/acknowledge`);
    return true;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.code === "escalation.not-found") return false;
    throw problem;
  }
}

/** Acknowledges, ends, snoozes or judges what is named, and says how it went. */
export function useAlertVerbs() {
  const client = useQueryClient();
  return useMutation<Result, ApiProblem, Order>({
    mutationFn: ({ verb, targets }) => obey(verb, targets),
    onSuccess: (result, { verb }) => void toast(resultWords(result, verb)),
    onError: (problem) => void toast(problem.message),
    onSettled: () => Promise.all(["alerts", "pages"].map((topic) => client.invalidateQueries({ queryKey: [topic] }))),
  });
}
