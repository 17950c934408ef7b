import type { Tx } from "../../platform/database/database.ts";
import { schedule, type ClaimedWork, type SendHandler } from "../../platform/due-work/due-work.ts";
import { idFrom } from "../../platform/ids/ids.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { tellAdministrators } from "../access/index.ts";
import type { FetchText } from "./fetch-text.intake.ts";
import type { Confirmation } from "./proof.intake.ts";

const confirmKind = "subscription.confirm";
const firstPause = 10_000;
const longestPause = 3_600_000;
/** How long SNS takes a confirmation: its tokens are valid for two days (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html). */
const validity = 2 * 24 * 3_600_000;

interface Payload extends Confirmation {
  until: Instant;
}

/** Lets subscriptions be confirmed; a topic that asks again is confirmed by its newest address. */
export async function confirmSubscriptions(tx: Tx, confirmations: readonly Confirmation[]): Promise<void> {
  const newest = new Map(confirmations.map((confirmation) => [`${confirmKind}/${idFrom(`${confirmation.sourceId} ${confirmation.topic}`)}`, confirmation]));
  await schedule(tx, [...newest].map(([key, confirmation]) => ({ kind: confirmKind, key, dueAt: tx.now, payload: { ...confirmation, until: tx.now + validity } satisfies Payload })));
}

/** Confirms a subscription by getting its address, again and again until SNS would no longer take it; then the administrators are told. */
export function confirmHandler(fetchText: FetchText): SendHandler<Payload, string | Refusal> {
  return {
    kind: confirmKind,
    mode: "send",
    async prepare(tx, work) {
      const payload = work.payload as Payload;
      return (await tx.first("select from source where id = $1 and kind = 'cloudwatch'", [payload.sourceId])) === null ? null : payload;
    },
    send: ({ url }, signal) => fetchText(url, signal),
    async finish(tx, work, { sourceId, topic, until }, answer) {
      if (!isRefusal(answer)) return null;
      const againAt = tx.now + pauseAfter(work);
      if (againAt < until) return againAt;
      const sentence = `The subscription of ${sourceId} to ${topic} could not be confirmed: ${answer.reason} Ask for the confirmation again in the console of Amazon SNS.`;
      await tellAdministrators(tx, [{ key: `subscription.unconfirmed/${sourceId}`, code: "subscription.unconfirmed", sentence }]);
      return null;
    },
  };
}

function pauseAfter({ attempts }: ClaimedWork): number {
  return Math.min(longestPause, firstPause * 2 ** Math.min(attempts, 20));
}
