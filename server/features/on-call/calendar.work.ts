import type { Outgoing } from "../../platform/outgoing/outgoing.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";

const sealedElsewhere = refuse("calendar.sealed", "Its address was sealed with another key. Enter it again.");

/** The text of the calendar at an address that was unsealed; null: it could not be. */
export async function fetchCalendar(outgoing: Outgoing, url: string | null, { mostBytes, signal }: { mostBytes: number; signal: AbortSignal }): Promise<string | Refusal> {
  if (url === null) return sealedElsewhere;
  const answer = await outgoing.request({ method: "GET", url, headers: { accept: "text/calendar" }, signal, mostBytes });
  if (isRefusal(answer)) return answer;
  if (answer.status === 200) return answer.body;
  const mend = answer.status >= 300 && answer.status < 400 ? " Enter the address it leads to." : "";
  return refuse("calendar.status", `${new URL(url).hostname} answered with status ${answer.status}.${mend}`);
}
