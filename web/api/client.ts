import { noteServerTime } from "./server-clock.ts";

/** What an address answered instead of what was asked: the reason in words, and which fields are wrong. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: readonly { path: string; message: string; line?: number; column?: number; mend?: string }[] = [],
  ) {
    super(detail);
  }
}

export interface List<Item> {
  items: Item[];
  next: string | null;
}

type Body = object | string | undefined;

/** Reads one address. */
export function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>("GET", path, undefined, {}, signal);
}

/** Asks an address something that needs a body; it changes nothing there. */
export function ask<Answer>(path: string, body: object, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>("POST", path, body, {}, signal);
}

const tries = 3;
const pause = 700;

/** Commands something once: sent again after a lost answer it is not a second command, since it carries the same key. */
export async function command<Answer>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: Body, key = newKey()): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call<Answer>(method, path, body, { "idempotency-key": key });
    } catch (error) {
      if (!isPassing(error) || attempt === tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * pause));
    }
  }
}

/** What will be over shortly: no network, or a server that is away. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 503);
}

async function call<Answer>(method: string, path: string, body: Body, more: Record<string, string>, signal?: AbortSignal): Promise<Answer> {
  const headers: Record<string, string> = { accept: "application/json", ...more };
  if (body !== undefined) headers["content-type"] = typeof body === "string" ? "application/yaml" : "application/json";
  const sentAt = Date.now();
  const response = await fetch(path, { method, headers, body: encode(body), signal: signal ?? null, credentials: "same-origin" }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiProblem(0, "unreachable", "Muster cannot be reached. What you see may be old; it comes back by itself.");
  });
  noteServerTime(response.headers.get("date"), sentAt, Date.now());
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  return (text === "" ? null : JSON.parse(text)) as Answer;
}

/** A name for a command, by which it is carried out once however often it is sent. `crypto.randomUUID` exists only on HTTPS and localhost. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function encode(body: Body): string | null {
  if (body === undefined) return null;
  return typeof body === "string" ? body : JSON.stringify(body);
}

function problemOf(status: number, text: string): ApiProblem {
  try {
    const { code, detail, errors } = JSON.parse(text) as { code: string; detail: string; errors?: ApiProblem["errors"] };
    return new ApiProblem(status, code, detail, errors);
  } catch {
    return new ApiProblem(status, "fault", `Muster answered ${status}.`);
  }
}
