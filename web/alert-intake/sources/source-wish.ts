import type { SourceKind } from "./source-kinds.ts";

/** A source as it is asked for. */
export interface SourceWish {
  id: string;
  kind: string;
  preset?: string;
  every?: string;
  signingKey?: string;
  service?: string | { label: string; default?: string };
}

/** What is filled in for a new source. */
export interface SourceFields {
  id: string;
  label: string;
  fallback: string;
  every: string;
  signingKey: string;
}

/** What a kind asks for besides an id and a service. */
export function asksFor(kind: string): "every" | "signingKey" | null {
  if (kind === "heartbeat") return "every";
  return kind === "sentry" || kind === "github" ? "signingKey" : null;
}

/** The wish that the fields come to: only what the kind knows, and nothing that was left empty. */
export function wishOf({ kind, preset }: SourceKind, fields: SourceFields): SourceWish {
  const own = asksFor(kind);
  const asked = own === null ? "" : fields[own].trim();
  const service = serviceOf(fields.label.trim(), fields.fallback);
  return { id: fields.id.trim(), kind, ...(preset === undefined ? {} : { preset }), ...(own === null || asked === "" ? {} : { [own]: asked }), ...(service === undefined ? {} : { service }) };
}

function serviceOf(label: string, fallback: string): SourceWish["service"] {
  if (label !== "") return { label, ...(fallback === "" ? {} : { default: fallback }) };
  return fallback === "" ? undefined : fallback;
}
