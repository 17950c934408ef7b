import type { Json } from "../../../values/canonical-json.ts";
import { redact } from "../redaction.rules.ts";
import { membersOfText } from "./text-members.adapter.ts";

/** What a body tells in members: some tools put their JSON into the only member of a form, others send a form, XML, a table or `name=value` as text. */
export function unwrapped(payload: unknown): unknown {
  return withoutWrapper(typeof payload === "string" ? (masked(membersOfText(payload)) ?? payload) : payload);
}

function withoutWrapper(payload: unknown): unknown {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return payload;
  const [only, ...others] = Object.values(payload) as unknown[];
  if (typeof only !== "string" || others.length > 0 || !/^\s*[{[]/.test(only)) return payload;
  try {
    return masked(JSON.parse(only));
  } catch {
    return payload;
  }
}

function masked(found: unknown): unknown {
  return found === null ? null : redact(found as Json, []);
}
