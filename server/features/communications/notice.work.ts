import type { Tx } from "../../platform/database/database.ts";
import { schedule, type ClaimedWork, type SendHandler, type SetHandler } from "../../platform/due-work/due-work.ts";
import { idFrom } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import { changeIncident, isRunning } from "../incidents/index.ts";
import { messengersOf, type Sending } from "../paging/index.ts";
import { incidentWordsOf, roomLink } from "./incident.mail.ts";
import { becauseOf, writeIncidentNotice } from "./notice-message.rules.ts";
import { insertNotices, noteNotice, readNotice, type NewNotice } from "./notice.queries.ts";
import { personOf, recipientsOf } from "./recipients.rules.ts";
import { retryPause } from "./sending.rules.ts";
import { readSituation, type KnownSituation } from "./situation.queries.ts";
import { whoIsNotified } from "./told.rules.ts";
import { sendMail, type PreparedMail } from "./update.work.ts";

export const notifyKind = "incident.notify";
const mailKind = "incident.notice";

/** Finds whom the process tells once of incidents as bad as this, and lets the mails be sent to those who were not told yet. */
export const notifyHandler: SetHandler = {
  kind: notifyKind,
  mode: "set",
  async handle(tx, work) {
    for (const { payload } of work) await notify(tx, (payload as { incidentId: string }).incidentId);
  },
};

/** Writes down who is told once and was not told yet, each with a mail to be sent. */
export async function notify(tx: Tx, incidentId: string): Promise<void> {
  const situation = await readSituation(tx, incidentId);
  if (!situation || !isRunning(situation.state) || situation.state.severity === null) return;
  const named = whoIsNotified(situation, situation.state, tx.now);
  const known = await readSituation(tx, incidentId, named.map(({ audienceId }) => audienceId));
  const notices = known ? noticesOf(known, named) : [];
  const fresh = await insertNotices(tx, incidentId, notices);
  await noteNotified(tx, incidentId, named.map(({ who }) => who), fresh);
  await schedule(tx, fresh.map((recipient) => ({ kind: mailKind, key: `${mailKind}/${incidentId}/${idFrom(recipient)}`, dueAt: tx.now, payload: { incidentId, recipient } })));
}

/** That they were told stands in the incident's log, by their ids; whoever has none is counted. */
async function noteNotified(tx: Tx, incidentId: string, who: readonly string[], fresh: readonly string[]): Promise<void> {
  const personIds = fresh.flatMap((recipient) => personOf(recipient) ?? []);
  await changeIncident(tx, { incidentId, actor: muster, command: { kind: "note notified", who: [...new Set(who)], personIds, others: fresh.length - personIds.length } });
}

/** Each person once, for the first reason. */
function noticesOf(situation: KnownSituation, named: readonly { audienceId: string; who: string }[]): NewNotice[] {
  const notices = new Map<string, NewNotice>();
  for (const { audienceId, who } of named) {
    const addressee = situation.addressee(audienceId);
    for (const { key, address } of addressee ? recipientsOf(addressee, situation.circle) : []) {
      if (!notices.has(key)) notices.set(key, { recipient: key, address, because: whyTold(situation, { audienceId, who }, personOf(key)) });
    }
  }
  return [...notices.values()];
}

function whyTold({ organization, state, process, addressee }: KnownSituation, { audienceId, who }: { audienceId: string; who: string }, personId: string | null): string {
  const teams = [...new Set(state.serviceIds.flatMap((id) => organization.teamOfService.get(id) ?? []))];
  const managed = teams.filter((team) => organization.managerOf.get(team) === personId).map((team) => organization.names.get(`team/${team}`) ?? team);
  const severity = process.severities.find(({ id }) => id === state.severity)?.name ?? "";
  return becauseOf(who, { teams: managed, target: addressee(audienceId)?.name ?? audienceId, severity });
}

/** Mails one of them. */
export const incidentNoticeHandler: SendHandler<PreparedMail, Sending> = {
  kind: mailKind,
  mode: "send",
  prepare,
  send: sendMail,
  async finish(tx, work, { attempts }, sent) {
    const { incidentId, recipient } = work.payload as Payload;
    const pause = sent.isAccepted ? null : retryPause(attempts + 1);
    await noteNotice(tx, incidentId, recipient, { providerId: sent.isAccepted ? sent.providerId : null, error: sent.isAccepted ? null : sent.error, isOver: pause === null });
    return pause === null ? null : tx.now + pause;
  },
};

interface Payload {
  incidentId: string;
  recipient: string;
}

async function prepare(tx: Tx, work: ClaimedWork): Promise<PreparedMail | null> {
  const { incidentId, recipient } = work.payload as Payload;
  const notice = await readNotice(tx, incidentId, recipient);
  const situation = await readSituation(tx, incidentId);
  if (!situation || notice?.status !== "due") return null;
  const link = roomLink(tx, situation);
  const person = situation.organization.people.get(personOf(recipient) ?? "");
  return {
    mail: messengersOf(tx).mail,
    attempts: notice.attempts,
    message: {
      ...writeIncidentNotice({ incident: incidentWordsOf(situation), because: notice.because, link }),
      messageKey: `incident.${incidentId}.${idFrom(recipient)}`,
      threadKey: `subject.${incidentId}`,
      address: notice.address,
      recipientName: person?.name ?? "",
      link,
      isUrgent: false,
    },
  };
}
