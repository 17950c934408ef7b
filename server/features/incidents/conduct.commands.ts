import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { lockConductReport, writeConductSteps, type ConductRow } from "./conduct.queries.ts";

/** Who handles a report, always a person by name. */
export interface Handling {
  id: string;
  personId: string;
  actor: Actor;
}

const noReport = refuse("conduct-report.not-found", "There is no such report.");

/** Somebody reads a report: it is seen from then on, and each reading stands in the audit trail. */
export async function readConductReport(tx: Tx, { id, personId, actor }: Handling): Promise<ConductRow | Refusal> {
  const row = await lockConductReport(tx, id);
  if (!row) return noReport;
  const seen = row.seen_at === null ? { ...row, seen_at: tx.now, seen_by: personId } : row;
  return keep(tx, seen, actor, "read");
}

/** Somebody dealt with it; of two at once the first has. */
export async function settleConductReport(tx: Tx, { id, personId, actor, outcome }: Handling & { outcome: string | null }): Promise<ConductRow | Refusal> {
  const row = await lockConductReport(tx, id);
  if (!row) return noReport;
  if (row.settled_at !== null) return refuse("conduct-report.dealt-with", `${await named(tx, row.settled_by)} dealt with it already. Take it up again to go on.`);
  if (row.seen_at === null) return refuse("conduct-report.unread", "Nobody has read this report yet. Read it first.");
  return keep(tx, { ...row, settled_at: tx.now, settled_by: personId, outcome }, actor, "dealt-with");
}

/** It is not dealt with after all. */
export async function reopenConductReport(tx: Tx, { id, actor }: Handling): Promise<ConductRow | Refusal> {
  const row = await lockConductReport(tx, id);
  if (!row) return noReport;
  return row.settled_at === null ? row : keep(tx, { ...row, settled_at: null, settled_by: null, outcome: null }, actor, "taken-up");
}

async function named(tx: Tx, personId: string | null): Promise<string> {
  return (await readPeople(tx, [personId ?? ""])).get(personId ?? "")?.name ?? "Somebody";
}

async function keep(tx: Tx, row: ConductRow, actor: Actor, action: string): Promise<ConductRow> {
  await writeConductSteps(tx, row);
  await recordAudit(tx, { actor, section: "conduct-reports", id: row.id, action, paths: [] });
  return row;
}
