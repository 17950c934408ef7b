import { canonicalJson } from "../../../values/canonical-json.ts";
import { cut } from "../../../values/text.ts";
import { severityOf, statusOf, webLinks, type Signal } from "../signal.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { asLabels, firstText, longestDescription, readTime } from "./reading.adapter.ts";

/** Plain JSON or a form: `title`, `severity`, `status`, `key`, `service`, `description`, `link`, `labels`; the whole is optional but for something to call it by. */
export function adaptJson({ payload }: Arrival): Adapted {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return { errors: [{ path: "", message: 'must be an object such as { "title": "Disk is full", "severity": "critical", "key": "disk-1" }' }] };
  }
  const body = payload as Record<string, unknown>;
  const wrong = ["title", "severity", "status", "key", "service"].filter((name) => !isPlain(body[name]));
  if (wrong.length > 0) return { errors: wrong.map((path) => ({ path, message: "must be a text" })) };
  return { signals: [asSignal(body)], note: null };
}

function isPlain(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "string" || typeof value === "number";
}

function asSignal(body: Record<string, unknown>): Signal {
  const title = firstText(body["title"], body["summary"], body["message"], body["name"], body["description"]) ?? cut(canonicalJson(body), 200);
  const service = firstText(body["service"]);
  const description = firstText(body["description"], body["details"]);
  return {
    key: firstText(String(body["key"] ?? ""), body["dedup_key"], body["alias"]) ?? title,
    status: statusOf(body["status"]) ?? "firing",
    title,
    severity: severityOf(body["severity"]),
    labels: { ...asLabels(body["labels"]), ...(service ? { service } : {}) },
    description: description ? cut(description, longestDescription) : null,
    links: webLinks([{ text: null, href: body["link"] ?? body["url"] }]),
    startedAt: readTime(body["startedAt"] ?? body["timestamp"]),
  };
}
