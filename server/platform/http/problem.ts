import { z } from "zod";
import type { Refusal } from "../../values/refusal.ts";

/** RFC 9457, with a stable `code`; `errors` names each field that is wrong. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() }).loose()).optional(),
  })
  .loose()
  .meta({ id: "Problem" });

export type Problem = z.infer<typeof problemSchema>;

export interface FieldError {
  path: string;
  message: string;
}

/** The one table from refusals to HTTP: the whole code, else its last word after the dot; anything else is a conflict. */
const statuses: Readonly<Record<string, number>> = {
  malformed: 400,
  "not-signed-in": 401,
  "wrong-credentials": 401,
  "not-allowed": 403,
  "not-found": 404,
  gone: 410,
  "too-large": 413,
  invalid: 422,
  "idempotency-key-reused": 422,
  "too-many": 429,
  away: 503,
};

const titles: Readonly<Record<number, string>> = {
  400: "Malformed request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  408: "Request took too long",
  409: "Refused",
  410: "Gone",
  413: "Too large",
  415: "Unsupported media type",
  422: "Invalid",
  429: "Too many requests",
  431: "Headers too large",
  500: "Fault",
  503: "Away",
};

export function statusOf(code: string): number {
  return statuses[code] ?? statuses[code.slice(code.lastIndexOf(".") + 1)] ?? 409;
}

export function problem(status: number, code: string, detail: string, more: Record<string, unknown> = {}): Problem {
  return { type: "about:blank", title: titles[status] ?? "Refused", status, detail, code, ...more };
}

export function problemOf(refusal: Refusal): Problem {
  return problem(statusOf(refusal.code), refusal.code, refusal.reason, { ...refusal.details });
}
