import type { IncidentDetail } from "../../server/features/incidents/contract.ts";

export type ClassWords = IncidentDetail["words"];

export interface Verdict {
  verdict: "allowed" | "confirm" | "forbidden";
  because: string | null;
}

/** What the process says of a severity with a priority; what is not set yet is always allowed. */
export function verdictOf(words: Pick<ClassWords, "forbidden" | "confirm">, severity: string | null, priority: string | null): Verdict {
  const isPair = (pair: { severity: string; priority: string }) => pair.severity === severity && pair.priority === priority;
  const forbidden = words.forbidden.find(isPair);
  if (forbidden) return { verdict: "forbidden", because: forbidden.because };
  const confirm = words.confirm.find(isPair);
  return confirm ? { verdict: "confirm", because: confirm.because } : { verdict: "allowed", because: null };
}

export interface Circumstances {
  isRunning: boolean;
  /** It is as it is because of who the customer is. */
  isForCustomer?: boolean;
  /** The proposed severity that is passed over; null where none is. */
  passedOver?: string | null;
}

/** Why a reason must be given, in words; null where it may be left out. */
export function reasonAsked({ verdict, because }: Verdict, { isRunning, isForCustomer = false, passedOver = null }: Circumstances): string | null {
  if (!isRunning) return "It is over; the class changes with a reason only.";
  if (verdict === "confirm") return because === null ? "The process asks for a reason for this pair." : `The process asks for a reason: ${because}.`;
  if (isForCustomer) return "It is marked as set for this customer; say why, and everybody can read it.";
  return passedOver === null ? null : `${passedOver} is proposed. Say why it is another.`;
}

/** What a pair asks for besides, in words: `a holder for Communications lead`, `Customer support told`. */
export function asksOf({ asks }: Pick<ClassWords, "asks">, severity: string | null, priority: string | null): string[] {
  const cell = asks.find((one) => one.severity === severity && one.priority === priority);
  if (!cell) return [];
  return [
    ...cell.roles.map(({ name }) => `a holder of its own for ${name}`),
    ...cell.tell.map(({ name }) => `${name} told`),
    ...cell.updateEvery.map((every) => `an update every ${every}`),
    ...cell.actions,
  ];
}
