import { openEventStream, type EventStream } from "./event-stream.ts";

/** An error answer in the shape of RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
  readonly [member: string]: unknown;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
}

/** What came back: errors are values too, so that a test can look at them. */
export type Answer<Body> =
  | (Answered & { readonly isOk: true; readonly body: Body })
  /** `problem` is null where the address speaks another tool's protocol. */
  | (Answered & { readonly isOk: false; readonly body: unknown; readonly problem: Problem | null });

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the body; `application/json` when absent. */
  readonly contentType?: string;
}

/** Speaks to the product's API. A string body is sent as it stands, anything else as JSON. */
export interface Client {
  get<Body = unknown>(path: string, options?: RequestOptions): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>>;
  put<Body = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>>;
  patch<Body = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>>;
  del<Body = unknown>(path: string, options?: RequestOptions): Promise<Answer<Body>>;
  /** Opens the live stream, after the given event when there is one; resolves once the stream is open. */
  events(lastId?: string, path?: string): Promise<EventStream>;
}

/** A client of the product at `url`, signed in by an API token when one is given. */
export function client(url: string, token?: string): Client {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const send = async <Body>(method: string, path: string, body?: unknown, options: RequestOptions = {}) => {
    const content = encodeBody(body, options.contentType);
    const headers = { accept: "application/json", ...authorization, ...content.headers, ...options.headers };
    return readAnswer<Body>(await fetch(new URL(path, url), { method, headers, body: content.text, redirect: "manual" }));
  };
  return {
    get: (path, options) => send("GET", path, undefined, options),
    post: (path, body, options) => send("POST", path, body, options),
    put: (path, body, options) => send("PUT", path, body, options),
    patch: (path, body, options) => send("PATCH", path, body, options),
    del: (path, options) => send("DELETE", path, undefined, options),
    events: (lastId, path = "/api/v1/stream") => openEventStream(new URL(path, url), authorization, lastId),
  };
}

/** The body of an answer that must have gone well; throws with what the server said where it did not. */
export function expectOk<Body>(answer: Answer<Body>): Body {
  if (answer.isOk) return answer.body;
  throw new Error(`The server answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
}

function encodeBody(body: unknown, contentType = "application/json") {
  if (body === undefined) return { text: null, headers: {} };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { text, headers: { "content-type": contentType } };
}

async function readAnswer<Body>(response: Response): Promise<Answer<Body>> {
  const { status, headers } = response;
  const type = headers.get("content-type") ?? "";
  const text = await response.text();
  const body: unknown = text !== "" && type.includes("json") ? JSON.parse(text) : text;
  if (response.ok) return { isOk: true, status, headers, body: body as Body };
  return { isOk: false, status, headers, body, problem: type.startsWith("application/problem+json") ? (body as Problem) : null };
}
