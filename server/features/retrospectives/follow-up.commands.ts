import type { Tx } from "../../platform/database/database.ts";
import { prepareContent } from "../../platform/event-log/content.ts";
import { newId } from "../../platform/ids/ids.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { readPeople } from "../directory/index.ts";
import { readIncidentState } from "../incidents/index.ts";
import { readProcess } from "../process/index.ts";
import { listFollowUps } from "./follow-up.queries.ts";
import type { FollowUpStatus } from "./retrospective.events.ts";
import { momentAfter, ruleOf } from "./requirement.rules.ts";
import { noSuchFollowUp } from "./follow-up.rules.ts";
import { changeRetrospective } from "./retrospective.commands.ts";
import { readRetrospectiveState } from "./retrospective.queries.ts";
import { noSuchRetrospective } from "./retrospective.rules.ts";

export interface FollowUpAddition {
  retrospectiveId: string;
  actor: Actor;
  text: string;
  driverId: string | null;
  dueAt: Instant | null;
  /** As the process says where it is not given. */
  reviewAt: Instant | null;
}

/** Adds a follow-up; gives its id. */
export async function addFollowUp(tx: Tx, { retrospectiveId, actor, text, driverId, dueAt, reviewAt }: FollowUpAddition): Promise<string | Refusal> {
  const refused = await whyNotDriver(tx, driverId);
  if (refused) return refused;
  const state = await readRetrospectiveState(tx, retrospectiveId);
  if (!state) return noSuchRetrospective;
  const [content, followUpId] = [prepareContent(text), newId()];
  const outcome = await changeRetrospective(tx, {
    id: retrospectiveId,
    actor,
    texts: [content],
    command: { kind: "add follow-up", followUpId, text: content.reference, driverId, dueAt, reviewAt: reviewAt ?? (await readNextReview(tx, state.incidentId)) },
  });
  return isRefusal(outcome) ? outcome : followUpId;
}

async function readNextReview(tx: Tx, incidentId: string): Promise<Instant> {
  const incident = await readIncidentState(tx, incidentId);
  const { process } = await readProcess(tx, incident?.processVersion ?? null);
  return momentAfter(tx.now, ruleOf(process).reviewActionsEvery);
}

/** What is left out stays as it is. */
export interface FollowUpEdit {
  followUpId: string;
  actor: Actor;
  text?: string | undefined;
  driverId?: string | null | undefined;
  dueAt?: Instant | null | undefined;
  reviewAt?: Instant | undefined;
  status?: FollowUpStatus | undefined;
}

/** Changes or settles a follow-up. */
export async function changeFollowUp(tx: Tx, { followUpId, actor, text, ...change }: FollowUpEdit): Promise<Refusal | null> {
  const [before] = await listFollowUps(tx, { id: followUpId });
  if (!before) return noSuchFollowUp;
  const refused = await whyNotDriver(tx, change.driverId ?? null);
  if (refused) return refused;
  const content = text === undefined || text === before.text ? null : prepareContent(text);
  const texts = content === null ? [] : [content];
  const outcome = await changeRetrospective(tx, { id: before.retrospective_id, actor, texts, command: { kind: "change follow-up", followUpId, text: content?.reference, ...change } });
  return isRefusal(outcome) ? outcome : null;
}

async function whyNotDriver(tx: Tx, driverId: string | null): Promise<Refusal | null> {
  if (driverId === null || (await readPeople(tx, [driverId])).has(driverId)) return null;
  const message = `There is no person “${driverId}”.`;
  return refuse("follow-up.driver.invalid", message, { errors: [{ path: "driverId", message }] });
}
