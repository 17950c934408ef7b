import type { Command } from "commander";
import type { AlertView } from "../server/features/alert-intake/contract.ts";
import type { EscalationView } from "../server/features/escalation/contract.ts";
import type { PageView } from "../server/features/paging/contract.ts";
import { ApiProblem, apiVerb, connect, type ApiClient, type ConnectionOptions } from "./api-client.ts";
import type { Outside } from "./outside.ts";

/** `muster ack ID`: takes what fires, be it a page, an alert or a group of alerts. */
export function ackVerb(): Command {
  return apiVerb<ConnectionOptions>("ack", (options, outside, [id = ""]) => acknowledge(id, options, outside))
    .description("Acknowledge a page, an alert or a group of alerts")
    .argument("<id>", "its id");
}

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tries what the id may be of, one after the other. Gives the exit code. */
export async function acknowledge(id: string, options: ConnectionOptions, outside: Outside): Promise<number> {
  if (!idForm.test(id)) return complain(outside, `${id} is not the id of a page, an alert or a group.`);
  const api = connect(options, outside);
  try {
    for (const take of [takePage, takeAlert, takeGroup]) {
      const said = await take(api, id);
      if (said === null) continue;
      outside.say(said);
      return 0;
    }
    return complain(outside, `There is no page, alert or group ${id}.`);
  } catch (error) {
    return complain(outside, (error as Error).message);
  }
}

function complain(outside: Outside, words: string): number {
  outside.complain(words);
  return 1;
}

/** Null where there is nothing of that id here. */
async function post<Answer>(api: ApiClient, path: string, body?: object): Promise<Answer | null> {
  try {
    const answer = await api.call({ method: "POST", path, ...(body ? { body: JSON.stringify(body) } : {}) });
    return JSON.parse(answer) as Answer;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

async function takePage(api: ApiClient, id: string): Promise<string | null> {
  const page = await post<PageView>(api, `/api/v1/pages/${id}/answer`, { answer: "have" });
  return page && wordTaken(page.title, page.serviceName, page.answeredByName);
}

async function takeAlert(api: ApiClient, id: string): Promise<string | null> {
  const alert = await post<AlertView>(api, `/api/v1/alerts/${id}/acknowledge`);
  return alert && wordTaken(alert.title, alert.serviceName, alert.ownerName);
}

async function takeGroup(api: ApiClient, id: string): Promise<string | null> {
  const escalation = await post<EscalationView>(api, `/api/v1/groups/${id}/acknowledge`);
  if (!escalation) return null;
  const { items } = JSON.parse(await api.call({ method: "GET", path: `/api/v1/alerts?groupId=${id}&limit=1` })) as { items: AlertView[] };
  return wordTaken(items[0]?.title ?? id, items[0]?.serviceName ?? null, escalation.acknowledgedByName);
}

function wordTaken(title: string, service: string | null, person: string | null): string {
  return `Acknowledged${person === null ? "" : ` by ${person}`}: ${title}${service === null ? "" : ` (${service})`}.`;
}
