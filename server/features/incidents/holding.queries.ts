import type { Tx } from "../../platform/database/database.ts";
import type { Instant } from "../../values/instant.ts";

/** A role that somebody holds in an incident that people work on. */
export interface Holding {
  personId: string;
  incidentId: string;
  number: number;
  processVersion: number | null;
  role: string;
  isCommand: boolean;
  since: Instant;
}

/** Every role that is held in an incident that runs, in the order in which they were taken. */
export async function readHoldings(tx: Tx): Promise<Holding[]> {
  return tx.rows(
    `select holder ->> 'personId' as "personId", incident.id as "incidentId", number, process_version as "processVersion", holder ->> 'role' as role,
       holder ->> 'role' = stream_head.state ->> 'commanderRole' as "isCommand", (holder ->> 'since')::float8 as since
     from seen_incident as incident join stream_head on stream_head.stream_id = 'incident/' || incident.id, jsonb_array_elements(stream_head.state -> 'holders') as holder
     where incident.status in ('open', 'mitigated') order by since, number, role, 1`,
  );
}
