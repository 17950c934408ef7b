import type { Tx } from "../../platform/database/database.ts";

/** A service with those who know it best. */
export interface ServiceExperts {
  id: string;
  name: string;
  experts: { id: string; name: string }[];
}

export async function readServiceExperts(tx: Tx): Promise<ServiceExperts[]> {
  return tx.rows<ServiceExperts>(
    `select service.id, service.name, jsonb_agg(jsonb_build_object('id', person.id, 'name', person.name) order by link.place) as experts
     from service join service_link as link on link.service_id = service.id and link.kind = 'expert' join person on person.id = link.target_id
     group by service.id order by service.place, service.id`,
  );
}
