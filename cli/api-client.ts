import { Command } from "commander";
import { terminal, type Outside } from "./outside.ts";

/** What an address answered instead of what was asked. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(detail);
  }
}

export interface FieldProblem {
  path: string;
  message: string;
  line?: number;
  column?: number;
  mend?: string;
}

export interface ApiCall {
  method: "GET" | "POST" | "PUT";
  path: string;
  body?: string;
  contentType?: string;
}

/** A running Muster, by its address and as whoever the token says. */
export interface ApiClient {
  /** Where it is, for links. */
  url: string;
  /** The answer as text; throws an `ApiProblem` where there is another one. */
  call(call: ApiCall): Promise<string>;
}

/** Where Muster is and who asks, as every verb that talks to it takes them. */
export interface ConnectionOptions {
  url?: string;
  token?: string;
}

const usualUrl = "http://127.0.0.1:4600";

export function connect(options: ConnectionOptions, { environment }: Outside): ApiClient {
  const url = (options.url ?? environment["MUSTER_URL"] ?? usualUrl).replace(/\/+$/, "");
  const token = options.token ?? environment["MUSTER_TOKEN"] ?? environment["MUSTER_ADMIN_TOKEN"];
  return {
    url,
    async call({ method, path, body, contentType = "application/json" }) {
      const headers = { accept: contentType, ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { "content-type": contentType }) };
      const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }).catch((error: unknown) => {
        throw new ApiProblem(0, "unreachable", `Muster cannot be reached at ${url} (${causeOf(error)}). Is it running there? Give another address with --url or MUSTER_URL.`);
      });
      const text = await response.text();
      if (!response.ok) throw problemOf(response.status, text, token !== undefined);
      return text;
    },
  };
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, message } = cause as { code?: string; message?: string };
  return code ?? message ?? "no answer";
}

function problemOf(status: number, text: string, hasToken: boolean): ApiProblem {
  if (status === 401) {
    const mend = hasToken ? "Muster does not know this token." : "Muster asks who you are.";
    return new ApiProblem(status, "not-signed-in", `${mend} Give an API token with --token or MUSTER_TOKEN, made under Settings › API tokens with the role Administrator.`);
  }
  try {
    const { code, detail, errors } = JSON.parse(text) as { code: string; detail: string; errors?: FieldProblem[] };
    return new ApiProblem(status, code, detail, errors);
  } catch {
    return new ApiProblem(status, "unknown", `Muster answered ${status}.`);
  }
}

/** A verb that talks to a running Muster. It ends with 1 where it could not do what was asked. */
export function apiVerb<Options extends ConnectionOptions>(name: string, run: (options: Options, outside: Outside, words: string[]) => Promise<number>): Command {
  return new Command(name)
    .option("--url <address>", "where Muster is (else MUSTER_URL, else http://127.0.0.1:4600)")
    .option("--token <token>", "an API token (else MUSTER_TOKEN, else MUSTER_ADMIN_TOKEN)")
    .action(async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      process.exitCode = await run(command.opts<Options>(), terminal, command.args);
    });
}
