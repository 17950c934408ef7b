import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";
import { readPagesOfIncident, type PageRow } from "../paging/index.ts";
import type { EscalationStatus } from "./escalation.events.ts";
import { readEscalationsOfIncident } from "./escalation.queries.ts";

/** One search for people of an incident: how it stands, and every page of it, with when each was handed over and answered. */
export interface IncidentCall {
  call: string;
  policyId: string | null;
  urgency: "high" | "low";
  status: EscalationStatus;
  begunAt: Instant;
  /** When the next step begins, or the deferral ends. */
  nextAt: Instant | null;
  acknowledgedAt: Instant | null;
  acknowledgedBy: string | null;
  /** How many people are to have it, and everybody who does. */
  needed: number;
  havers: string[];
  endedAt: Instant | null;
  pages: PageRow[];
}

/** All calls of an incident, in the order in which they began. */
export async function readCallsOfIncident(tx: Tx, incidentId: string): Promise<IncidentCall[]> {
  const rows = await readEscalationsOfIncident(tx, incidentId);
  const pages = await readPagesOfIncident(tx, incidentId);
  return rows.map((row) => ({
    call: row.call,
    policyId: row.policy_id,
    urgency: row.urgency,
    status: row.status,
    begunAt: row.begun_at,
    nextAt: row.next_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by,
    needed: row.needed,
    havers: row.havers,
    endedAt: row.ended_at,
    pages: pages.filter((page) => page.call === row.call),
  }));
}
