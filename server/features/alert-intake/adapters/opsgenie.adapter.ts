import { cut } from "../../../values/text.ts";
import { severityOf, webLinks, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { textsOf } from "./alertmanager.adapter.ts";
import { isMembers, textOf, type Members } from "./members.adapter.ts";
import { asLabels, longestTitle } from "./reading.adapter.ts";

/** What Opsgenie's limits allow (https://docs.opsgenie.com/docs/alert-api#create-alert). */
const most = { message: 130, description: 15_000, entity: 512, source: 100, tags: 20, tag: 50 };

/** The last words of the addresses `/v2/alerts/{identifier}/…`. */
export const opsgenieActions = ["close", "acknowledge", "unacknowledge", "snooze", "notes", "escalate", "assign", "tags", "details"] as const;
/** What is asked by PUT and DELETE; an alert that is deleted there is over here. */
const otherRequests = ["delete", "message", "description", "remove-tags", "remove-details"] as const;
const requests = [...opsgenieActions, ...otherRequests];
export type OpsgenieAction = (typeof requests)[number];

/** What comes of a request about an alert: another status, other words, or no more than that it is kept. */
const outcomes: Readonly<Record<OpsgenieAction, Signal["status"] | { words: "message" | "description" } | { kept: string }>> = {
  close: "resolved",
  delete: "resolved",
  acknowledge: "acknowledged",
  message: { words: "message" },
  description: { words: "description" },
  unacknowledge: { kept: "An acknowledgement taken back" },
  snooze: { kept: "A snooze" },
  notes: { kept: "A note" },
  escalate: { kept: "An escalation" },
  assign: { kept: "An assignment" },
  tags: { kept: "Tags" },
  details: { kept: "Details" },
  "remove-tags": { kept: "The removal of tags" },
  "remove-details": { kept: "The removal of details" },
};

/** What is said in the address of a request about an alert, with its body: this is what is kept of it. */
export interface OpsgenieRequest {
  action: OpsgenieAction;
  identifier: string;
  identifierType: string;
  body: unknown;
}

/**
 * Opsgenie's Alert API (https://docs.opsgenie.com/docs/alert-api): a body that creates an alert, or a request about one.
 * An alert's key is its alias, else the id of the request that created it; an identifier is taken as that key, whatever type it is called.
 * Texts that are too long are cut, since a refused alert is a lost one; an alias never is, since two alerts could become one.
 */
export function adaptOpsgenie({ payload, newKey }: Arrival): Adapted {
  if (!isMembers(payload)) return { errors: [{ path: "", message: 'must be an object such as { "message": "Disk is full", "alias": "disk-1" }' }] };
  const message = textOf(payload["message"]);
  if (message !== null) return { signals: [created(payload, message, newKey)], note: null };
  const action = requests.find((known) => known === payload["action"]);
  if (action === undefined) return { errors: [{ path: "message", message: "Message can not be empty." }] };
  const identifier = textOf(payload["identifier"]);
  return identifier === null ? { errors: [{ path: "identifier", message: "Identifier can not be empty." }] } : asked(action, identifier, payload["body"]);
}

/** What became of a stored request, as far as it tells by itself: the key of its alert, and whether anything was done but to keep it. */
export function opsgenieOutcome(payload: unknown, newKey: string): { action: OpsgenieAction | "create"; key: string; isDone: boolean } {
  const members = isMembers(payload) ? payload : {};
  const action = requests.find((known) => known === members["action"]) ?? null;
  if (textOf(members["message"]) !== null || action === null) return { action: "create", key: textOf(members["alias"]) ?? newKey, isDone: true };
  const outcome = outcomes[action];
  return { action, key: textOf(members["identifier"]) ?? "", isDone: typeof outcome === "string" || "words" in outcome };
}

/** The other words that a stored request gives its alert, with the key of that alert; null where it gives none. */
export function opsgenieWords(payload: unknown): { key: string; title: string | null; description: string | null } | null {
  if (!isMembers(payload) || !isMembers(payload["body"])) return null;
  const { action, identifier, body } = payload;
  const key = textOf(identifier);
  if (key === null || (action !== "message" && action !== "description")) return null;
  const words = cut(textOf(body[action]) ?? "", most[action]);
  return { key, title: action === "message" ? words : null, description: action === "description" ? words : null };
}

function created(body: Members, message: string, newKey: string): Signal {
  const tags = (Array.isArray(body["tags"]) ? body["tags"] : [body["tags"]]).flatMap((tag: unknown) => textOf(tag) ?? []);
  const named = {
    entity: cut(textOf(body["entity"]) ?? "", most.entity),
    source: cut(textOf(body["source"]) ?? "", most.source),
    tags: tags.slice(0, most.tags).map((tag) => cut(tag, most.tag)).join(", "),
  };
  return {
    key: textOf(body["alias"]) ?? newKey,
    status: "firing",
    title: cut(message, most.message),
    severity: severityOf(body["priority"] ?? "P3"),
    labels: { ...asLabels(body["details"]), ...asLabels(named) },
    description: cut(textOf(body["description"]) ?? "", most.description) || null,
    links: webLinks(Object.entries(textsOf(body["details"])).map(([text, href]) => ({ text, href }))),
    startedAt: null,
  };
}

function asked(action: OpsgenieAction, identifier: string, body: unknown): Adapted {
  const title = cut(identifier, longestTitle);
  const outcome = outcomes[action];
  if (typeof outcome === "object" && "words" in outcome) return reworded(outcome.words, title, body);
  if (typeof outcome === "object") return { signals: [], note: `${outcome.kept} about “${title}”, kept; the alert stays as it is.` };
  return { signals: [{ key: identifier, status: outcome, title, severity: "warning", labels: {}, description: null, links: [], startedAt: null }], note: null };
}

function reworded(member: "message" | "description", title: string, body: unknown): Adapted {
  const words = isMembers(body) ? textOf(body[member]) : null;
  if (words === null) return { errors: [{ path: member, message: `${member === "message" ? "Message" : "Description"} can not be empty.` }] };
  return { signals: [], note: `Another ${member} for “${title}”.` };
}
