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
export type OpsgenieAction = (typeof opsgenieActions)[number];

/** What comes of a request about an alert: another status, or no more than that it is kept. */
const outcomes: Readonly<Record<OpsgenieAction, Signal["status"] | { kept: string }>> = {
  close: "resolved",
  acknowledge: "acknowledged",
  unacknowledge: { kept: "An acknowledgement taken back" },
  snooze: { kept: "A snooze" },
  notes: { kept: "A note" },
  escalate: { kept: "An escalation" },
  assign: { kept: "An assignment" },
  tags: { kept: "Tags" },
  details: { kept: "Details" },
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
  const action = opsgenieActions.find((known) => known === payload["action"]);
  if (action === undefined) return { errors: [{ path: "message", message: "Message can not be empty." }] };
  const identifier = textOf(payload["identifier"]);
  return identifier === null ? { errors: [{ path: "identifier", message: "Identifier can not be empty." }] } : asked(action, identifier);
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

function asked(action: OpsgenieAction, identifier: string): Adapted {
  const title = cut(identifier, longestTitle);
  const outcome = outcomes[action];
  if (typeof outcome === "object") return { signals: [], note: `${outcome.kept} about “${title}”, kept; the alert stays as it is.` };
  return { signals: [{ key: identifier, status: outcome, title, severity: "warning", labels: {}, description: null, links: [], startedAt: null }], note: null };
}
