export type StartFailureCode =
  | "unsupported-platform"
  | "unknown-user"
  | "wrong-owner"
  | "closed-directory"
  | "unusable-directory"
  | "in-use"
  | "programs-missing"
  | "programs-unusable"
  | "other-version"
  | "password-missing"
  | "not-created"
  | "orphan-remains"
  | "not-started";

/** PostgreSQL cannot run here. The message says why and what mends it, for a person to read without the stack. */
export class StartFailure extends Error {
  override readonly name = "StartFailure";

  constructor(
    readonly code: StartFailureCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const useOwnDatabase = "or set DATABASE_URL to a PostgreSQL of your own";

/** The operating system's code of an error, such as ENOENT, or an empty text. */
export function errorCodeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
