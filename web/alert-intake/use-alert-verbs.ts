import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import { ApiProblem, command, get, type List } from "../api/client.ts";
import { toast } from "../design/toasts.ts";
import { counted } from "./alert-rows.ts";

export type AlertVerb = "acknowledge" | "resolve";

/** What a verb touches: a whole group, or one alert. */
export interface AlertTarget {
  id: string;
  isGroup: boolean;
}

interface Order {
  verb: AlertVerb;
  targets: readonly AlertTarget[];
}

const done: Record<AlertVerb, string> = { acknowledge: "acknowledged", resolve: "ended by hand" };

async function alertIdsOf(target: AlertTarget): Promise<string[]> {
  if (!target.isGroup) return [target.id];
  const { items } = await get<List<AlertView>>(`/api/v1/alerts?groupId=${target.id}&status=open&limit=500`);
  return items.map((alert) => alert.id);
}

async function obey(verb: AlertVerb, target: AlertTarget): Promise<number> {
  const ids = await alertIdsOf(target);
  if (verb === "acknowledge" && target.isGroup && (await takeGroup(target.id))) return ids.length;
  for (const id of ids) await command("POST", `/api/v1/alerts/${id}/${verb}`);
  return ids.length;
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

/** Acknowledges or ends what is named, and says how it went. */
export function useAlertVerbs() {
  const client = useQueryClient();
  return useMutation<number, ApiProblem, Order>({
    mutationFn: async ({ verb, targets }) => {
      let touched = 0;
      for (const target of targets) touched += await obey(verb, target);
      return touched;
    },
    onSuccess: (touched, { verb }) => void toast(`${counted(touched, "alert")} ${done[verb]}.`),
    onError: (problem) => void toast(problem.message),
    onSettled: () => Promise.all(["alerts", "pages"].map((topic) => client.invalidateQueries({ queryKey: [topic] }))),
  });
}
