import { newId } from "../../platform/ids/ids.ts";
import type { Tx } from "../../platform/database/database.ts";
import { personOf, type Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import type { BulkWish } from "./alert-care.contract.ts";
import { insertNote, writeOwner } from "./alert-care.queries.ts";
import { noSuchAlert, snoozeEnd, type Answer, type SnoozeWish } from "./alert-care.rules.ts";
import { answerAlerts, handOf, lockWithGroups, recordByHand, tellByHand } from "./alert.commands.ts";
import type { AlertRow } from "./alert.queries.ts";
import type { Alert } from "./fold.rules.ts";
import { endSnooze } from "./snooze.work.ts";

type WrittenSnooze = Omit<SnoozeWish, "until"> & { until?: string | null | undefined };

function readSnooze({ until, for: length }: WrittenSnooze): SnoozeWish {
  return { until: typeof until === "string" ? Date.parse(until) : until, for: length };
}

/** Acknowledges, ends or judges one alert by hand. */
export async function answerOne(tx: Tx, id: string, answer: Answer, actor: Actor): Promise<Alert | Refusal> {
  return (await answerAlerts(tx, [id], answer, actor)).get(id) ?? noSuchAlert;
}

/** Nobody is paged for an alert until then; whoever asks for it has it. Without a time its snooze ends now. */
export async function snoozeAlert(tx: Tx, id: string, wish: WrittenSnooze, actor: Actor): Promise<Alert | Refusal> {
  const until = snoozeEnd(readSnooze(wish), tx.now);
  if (isRefusal(until)) return until;
  return until === null ? endSnooze(tx, id, actor) : answerOne(tx, id, { action: "snooze", until }, actor);
}

/** What a wish about many alerts means; a refusal where its snooze has no end that fits. */
export function answerOfBulk(wish: BulkWish, now: number): Answer | Refusal {
  if (wish.action !== "snooze") return wish;
  const until = snoozeEnd(readSnooze(wish), now);
  if (isRefusal(until)) return until;
  return until === null ? noEnd : { action: "snooze", until };
}

const noEnd = refuse("alert.snooze.invalid", "Say until when. A snooze is ended alert by alert.", { errors: [{ path: "until", message: "Say until when. A snooze is ended alert by alert." }] });

/** Writes down what somebody knows about an alert. */
export async function noteAlert(tx: Tx, id: string, text: string, actor: Actor): Promise<AlertRow | Refusal> {
  const [row] = await lockWithGroups(tx, [id]);
  if (!row) return noSuchAlert;
  await insertNote(tx, { id: newId(), alertId: id, personId: personOf(actor), actor, text });
  await recordByHand(tx, [id], "wrote-a-note-on", actor);
  await tellByHand(tx, [{ id, groupId: row.group_id }], () => ["alert.noted", "passed", handOf(actor)]);
  return row;
}

/** Says whose an alert is, whether or not they have acknowledged it; nobody's without a person. */
export async function ownAlert(tx: Tx, id: string, ownerId: string | null, actor: Actor): Promise<AlertRow | Refusal> {
  const [row] = await lockWithGroups(tx, [id]);
  if (!row) return noSuchAlert;
  if (ownerId !== null && !(await readPeople(tx, [ownerId])).has(ownerId)) {
    const message = `There is no person “${ownerId}”.`;
    return refuse("alert.owner.invalid", message, { errors: [{ path: "personId", message }] });
  }
  if (row.owner_id === ownerId) return row;
  await writeOwner(tx, [id], ownerId);
  await recordByHand(tx, [id], "changed-the-owner-of", actor);
  await tellByHand(tx, [{ id, groupId: row.group_id }], () => ["alert.owned", "passed", { ...handOf(actor), ownerId }]);
  return row;
}
