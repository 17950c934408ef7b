import type { SwapTurnView, SwapView } from "../../server/features/on-call/swap.contract.ts";
import type { Instant } from "../../server/values/instant.ts";
import { fullMomentWords, spanWords } from "../design/wording.ts";

/** A turn on the reader's clock: `Web primary, Mon 23 Nov 10:00 to Tue 24 Nov 10:00, 24 h`. */
export function turnWords({ scheduleName, from, to }: Pick<SwapTurnView, "scheduleName" | "from" | "to">): string {
  return `${scheduleName}, ${spanOfWords(from, to)}`;
}

/** `Mon 23 Nov 10:00 to Tue 24 Nov 10:00, 24 h`. */
export function spanOfWords(from: string, to: string): string {
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  return `${fullMomentWords(begins)} to ${fullMomentWords(ends)}, ${spanWords(ends - begins)}`;
}

/** Who is asked, and what they said so far. */
export function askedWords({ asks }: Pick<SwapView, "asks">): string {
  const said = { later: "comes next", asked: "has not answered yet", declined: "cannot", proposed: "proposes something in return", accepted: "takes it" } as const;
  return asks.map(({ name, status }) => `${name} ${said[status]}`).join("; ");
}

/** What became of a swap. */
export function outcomeWords({ status, giver, taker, isMine }: Pick<SwapView, "status" | "giver" | "taker" | "isMine">): string {
  const keeps = isMine ? "You keep the turn" : `${giver.name} keeps the turn`;
  switch (status) {
    case "accepted":
      return `${taker?.name ?? "Somebody"} took it.`;
    case "withdrawn":
      return `Withdrawn. ${keeps}.`;
    case "declined":
      return `Everybody who was asked said no. ${keeps}.`;
    case "expired":
      return `Nobody had said yes in time. ${keeps}.`;
    case "open":
      return "Waits for an answer.";
  }
}

/** A moment as a date and time field holds it, on the reader's clock. */
export function fieldText(at: Instant): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment that a date and time field means on the reader's clock; null while it is none. */
export function fieldMoment(text: string): Instant | null {
  const at = new Date(text).getTime();
  return text === "" || Number.isNaN(at) ? null : at;
}
