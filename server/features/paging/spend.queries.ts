import type { Tx } from "../../platform/database/database.ts";
import { tellAdministrators } from "../access/index.ts";
import type { Channel } from "./page.events.ts";
import type { PageRow } from "./page.queries.ts";

const paid: ReadonlySet<Channel> = new Set(["sms", "voice"]);
const names: Readonly<Partial<Record<Channel, string>>> = { sms: "texts", voice: "calls" };

/** True where the day's messages of the page's channel are spent and somebody was reached about its subject already; the administrators are told once a day. */
export async function isSpent(tx: Tx, page: PageRow, mostPerDay: number): Promise<boolean> {
  const { channel } = page;
  if (channel === null || !paid.has(channel)) return false;
  const row = await tx.first<{ sent: number; told_at: number | null }>("select sent, told_at from paid_message where day = (muster_now() at time zone 'utc')::date and channel = $1", [channel]);
  if (!row || row.sent < mostPerDay) return false;
  if (row.told_at === null) await tellOnce(tx, channel, mostPerDay);
  const reached = await tx.first("select from page where subject_kind = $1 and subject_id = $2 and handed_over_at is not null limit 1", [page.subject_kind, page.subject_id]);
  return reached !== null;
}

async function tellOnce(tx: Tx, channel: Channel, mostPerDay: number): Promise<void> {
  const told = await tx.run("update paid_message set told_at = muster_now() where day = (muster_now() at time zone 'utc')::date and channel = $1 and told_at is null", [channel]);
  if (told === 0) return;
  const sentence = `The ${mostPerDay} ${names[channel] ?? channel} of today are spent. The first page of everything new still goes out by them; what follows goes by people’s other means until midnight UTC.`;
  await tellAdministrators(tx, [{ key: `spent ${channel}`, code: "paging.spent", sentence }]);
}

/** Counts a message of a paid channel. */
export async function noteSpent(tx: Tx, channel: Channel): Promise<void> {
  if (!paid.has(channel)) return;
  await tx.run(
    `insert into paid_message (day, channel, sent) values ((muster_now() at time zone 'utc')::date, $1, 1)
     on conflict (day, channel) do update set sent = paid_message.sent + 1`,
    [channel],
  );
}
