import type { Content } from "../../platform/event-log/content.ts";
import type { Actor } from "../../values/actor.ts";
import { toIso } from "../../values/instant.ts";
import type { AuditEntry } from "./audit.contract.ts";
import type { AuditRow } from "./audit.queries.ts";

/** What an entry needs besides itself: names by `<kind>/<id>`, and the contents by id. */
export interface AuditSurroundings {
  names: ReadonlyMap<string, string>;
  contents: ReadonlyMap<string, Content>;
}

export function presentAudit(row: AuditRow, { names, contents }: AuditSurroundings): AuditEntry {
  const content = row.data.details ? contents.get(row.data.details.contentId) : undefined;
  return {
    position: row.position,
    at: toIso(row.recorded_at),
    type: row.type,
    actor: presentActor(row.actor, names),
    section: row.data.section,
    id: row.data.id,
    action: row.data.action,
    paths: [...row.data.paths],
    details: content?.text ? JSON.parse(content.text) : null,
    isRedacted: (content?.redactedAt ?? null) !== null,
  };
}

function presentActor(actor: Actor, names: ReadonlyMap<string, string>): AuditEntry["actor"] {
  if (actor.kind === "muster") return { kind: actor.kind, id: null, name: "Muster" };
  return { kind: actor.kind, id: actor.id, name: names.get(`${actor.kind}/${actor.id}`) ?? null };
}
