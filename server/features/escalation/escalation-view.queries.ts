import type { Tx } from "../../platform/database/database.ts";
import type { Subject } from "../../values/subject.ts";
import { whyNotTake } from "../alert-intake/index.ts";
import { readPeople } from "../directory/index.ts";
import type { EscalationView } from "./contract.ts";
import { foreseeNext, readPresent } from "./escalation.commands.ts";
import { presentEscalation } from "./escalation.presenter.ts";
import { readEscalation } from "./escalation.queries.ts";

/** How the search about a subject stands, and who would be turned to next; null where nobody was looked for. */
export async function viewEscalation(tx: Tx, about: Subject): Promise<EscalationView | null> {
  const subject = await readPresent(tx, about);
  const row = await readEscalation(tx, subject);
  if (!row) return null;
  const next = row.status === "running" || row.status === "deferred" ? await foreseeNext(tx, subject) : [];
  return presentEscalation({ row, subject: (await whyNotTake(tx, about.id)) ? about : subject }, next, await readPeople(tx, [...next, ...row.havers, ...(row.acknowledged_by ? [row.acknowledged_by] : [])]));
}
