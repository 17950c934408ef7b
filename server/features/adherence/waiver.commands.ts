import type { Tx } from "../../platform/database/database.ts";
import { lockStreams } from "../../platform/event-log/event-log.queries.ts";
import { prepareContent } from "../../platform/event-log/content.ts";
import type { Actor } from "../../values/actor.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { changeIncident, incidentStream, noSuchIncident, readIncidentRow } from "../incidents/index.ts";
import { judgeIncident } from "./adherence.queries.ts";

/** A rule is not held against this incident, for a reason; null where it is done, else why not. Only what is missed or pending can be waived. */
export async function waiveRule(tx: Tx, wish: { incidentId: string; rule: string; reason: string; actor: Actor }): Promise<Refusal | null> {
  const { incidentId, rule, reason, actor } = wish;
  await lockStreams(tx, [incidentStream(incidentId)]);
  const row = await readIncidentRow(tx, incidentId);
  const judged = row && (await judgeIncident(tx, row));
  if (!judged) return noSuchIncident;
  const found = judged.findings.find((one) => one.rule === rule);
  if (!found) return refuse("adherence.rule.invalid", "The process of this incident has no such rule.", { errors: [{ path: "rule", message: `The process of this incident has no rule ${rule}. Take one from its findings.` }] });
  if (found.verdict === "met" || found.verdict === "not-applicable") return refuse("adherence.nothing-to-waive", `This rule is ${found.verdict === "met" ? "kept" : "not asked"} in this incident; there is nothing to waive.`);
  const text = prepareContent(reason);
  const outcome = await changeIncident(tx, { incidentId, actor, texts: [text], command: { kind: "waive", rule, reason: text.reference } });
  return isRefusal(outcome) ? outcome : null;
}

/** A waived rule is held against the incident again. */
export async function withdrawWaiver(tx: Tx, { incidentId, rule, actor }: { incidentId: string; rule: string; actor: Actor }): Promise<Refusal | null> {
  const outcome = await changeIncident(tx, { incidentId, actor, command: { kind: "withdraw waiver", rule } });
  return isRefusal(outcome) ? outcome : null;
}
