import type { Json } from "../../../values/canonical-json.ts";
import { cut } from "../../../values/text.ts";
import { parseJsonBody } from "../../../platform/http/json-body.ts";
import { redact } from "../redaction.rules.ts";
import type { Adapted, Arrival, Read } from "./adapted.adapter.ts";
import { readGitHubAlert } from "./github-alert.adapter.ts";
import { readGitHubChange } from "./github-change.adapter.ts";
import type { GitHubEvent } from "./github-event.adapter.ts";
import { isMembers, membersOf, textOf, type Members } from "./members.adapter.ts";

/**
 * GitHub's webhooks (https://docs.github.com/en/webhooks/webhook-events-and-payloads): what it found insecure is an alert; what was deployed, run,
 * pushed or released is a change; everything else is only kept.
 */
export function adaptGitHub({ payload, headers }: Arrival): Adapted {
  const body = bodyOf(payload);
  if (body === null) return { errors: [{ path: "", message: "must be a JSON object, as GitHub sends it" }] };
  const name = textOf(headers["x-github-event"]);
  if (name === null) return kept("It came without X-GitHub-Event, the header in which GitHub says what happened, so nothing was made of it.");
  if (name === "ping") return { ...kept("GitHub's ping: the webhook is set up and arrives."), isTest: true };
  const event = { name, action: textOf(body["action"]), body, repository: repositoryOf(body) };
  const alert = readGitHubAlert(event);
  const change = readGitHubChange(event);
  if (alert) return { signals: [alert], note: null };
  if (change) return { signals: [], changes: [change], note: `A change: ${change.title}` };
  return kept(`GitHub's event “${cut(name, 100)}”${event.action === null ? "" : ` (${cut(event.action, 50)})`} makes no alert and no change: it is kept here.`);
}

function kept(note: string): Read {
  return { signals: [], note };
}

/** GitHub sends JSON as it is, or as the member `payload` of a form. */
function bodyOf(payload: unknown): Members | null {
  if (!isMembers(payload)) return null;
  const { payload: text } = payload;
  if (typeof text !== "string" || Object.keys(payload).length > 1) return payload;
  const parsed = parseJsonBody(Buffer.from(text));
  return "value" in parsed && isMembers(parsed.value) ? membersOf(redact(parsed.value as Json, [])) : null;
}

function repositoryOf(body: Members): GitHubEvent["repository"] {
  const repository = membersOf(body["repository"]);
  return { name: textOf(repository["name"]), fullName: textOf(repository["full_name"]), address: textOf(repository["html_url"]) };
}
