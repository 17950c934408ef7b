import type { Decider } from "../../platform/event-log/event.ts";
import { asAuditFact, type AuditData, type AuditFact } from "./audit.events.ts";

/** The audit trail only grows: whatever is told to it is a fact, and there is no state to decide by. */
export const auditDecider: Decider<object, AuditData, AuditFact> = {
  kind: "audit",
  knows: { "access changed": true, "session changed": true, "configuration changed": true, "notice settled": true, "evidence exported": true, "conduct report handled": true },
  initial: {},
  decide: (data) => [asAuditFact(data)],
  evolve: (state) => state,
};
