import type { Outgoing } from "../../platform/outgoing/outgoing.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";

/** Gets the text at an address; a refusal says why there is none. */
export type FetchText = (url: string, signal: AbortSignal) => Promise<string | Refusal>;

/** Fetches by GET through the guarded way out: any answer but 200 is a refusal, and so is one that leads elsewhere. */
export function createFetchText(outgoing: Outgoing): FetchText {
  return async (url, signal) => {
    const answer = await outgoing.request({ method: "GET", url, signal });
    if (isRefusal(answer)) return answer;
    return answer.status === 200 ? answer.body : refuse("outgoing.status", `${new URL(url).hostname} answered with status ${answer.status}.`);
  };
}
