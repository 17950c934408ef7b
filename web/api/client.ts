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
  return call<Answer>("GET", path, undefined, signal);
}

/** Commands something once: a retry after a lost answer is not a second command. */
export function command<Answer>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: Body): Promise<Answer> {
  return call<Answer>(method, path, body);
}

async function call<Answer>(method: string, path: string, body: Body, signal?: AbortSignal): Promise<Answer> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = typeof body === "string" ? "application/yaml" : "application/json";
  if (method !== "GET") headers["idempotency-key"] = newKey();
  const response = await fetch(path, { method, headers, body: encode(body), signal: signal ?? null, credentials: "same-origin" }).catch(() => {
    throw new ApiProblem(0, "unreachable", "Muster cannot be reached. What you see may be old; it comes back by itself.");
  });
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  return (text === "" ? null : JSON.parse(text)) as Answer;
}

/** `crypto.randomUUID` exists only on HTTPS and localhost. */
function newKey(): string {
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
