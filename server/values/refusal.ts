/** An expected "no": a stable code and a reason a person understands. Faults throw; refusals are returned. */
export interface Refusal {
  readonly refused: true;
  readonly code: string;
  readonly reason: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export function refuse(code: string, reason: string, details?: Readonly<Record<string, unknown>>): Refusal {
  return details ? { refused: true, code, reason, details } : { refused: true, code, reason };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && (value as { refused?: unknown }).refused === true;
}
