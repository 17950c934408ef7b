import { schedule, type DueWork } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import { groupsConcerned } from "../../values/subject.ts";
import { insertDecisions } from "../alert-intake/index.ts";
import { readShadows } from "../on-call/index.ts";
import { readScheduleOfRoles } from "../process/index.ts";
import { copiesOf, type ScheduledPage } from "./copy.rules.ts";
import { insertCopies, type CopyRow } from "./copy.queries.ts";
import { readConcern, type PageWish } from "./page.commands.ts";
import { subjectOfPage } from "./page.queries.ts";

export const copyKind = "page.copy";

/** Lets whoever stands beside the turns through which people are paged know of it: once for each step, and asking for nothing. */
export async function openCopies(tx: Tx, wishes: readonly PageWish[]): Promise<void> {
  const pages = await throughSchedules(tx, wishes);
  if (pages.length === 0) return;
  const shadows = await readShadows(tx, [...new Set(pages.map(({ scheduleId }) => scheduleId))], tx.now);
  if (shadows.length === 0) return;
  await schedule(tx, (await insertCopies(tx, copiesOf(pages, shadows))).map((copy) => copyWork(copy, tx.now)));
}

/** Due work that hands a copy over. */
export function copyWork({ id, urgency }: CopyRow, dueAt: Instant): DueWork {
  return { kind: copyKind, key: `copy/${id}`, dueAt, payload: { copyId: id }, rank: urgency === "high" ? 1 : 0 };
}

/** A role is filled by a schedule. */
async function throughSchedules(tx: Tx, wishes: readonly PageWish[]): Promise<ScheduledPage[]> {
  const idIn = ({ via }: PageWish, kind: string) => (via.startsWith(`${kind}/`) ? via.slice(kind.length + 1) : null);
  const roles = await readScheduleOfRoles(tx, wishes.flatMap((wish) => idIn(wish, "role") ?? []));
  return wishes.flatMap((wish) => {
    const scheduleId = idIn(wish, "schedule") ?? roles.get(idIn(wish, "role") ?? "");
    const { subject, pass, step, personId, urgency } = wish;
    return scheduleId === undefined ? [] : [{ subject, pass, step, personId, urgency, scheduleId }];
  });
}

/** Writes a line about copies into the trace of each group they are about. */
export async function tellOfCopies(tx: Tx, copies: readonly CopyRow[], code: "copy.sent" | "copy.given-up", told: object): Promise<void> {
  for (const copy of copies) {
    const { person_id: personId, beside_id: besideId, schedule_id: scheduleId } = copy;
    const groupIds = groupsConcerned(subjectOfPage(copy), await readConcern(tx, copy));
    const details = { personId, besideId, scheduleId, ...told };
    await insertDecisions(tx, groupIds.map((groupId) => ({ groupId, alertId: null, at: tx.now, code, outcome: "passed", details })));
  }
}
