import { durationMilliseconds, type DurationText } from "../../values/duration.ts";
import type { Urgency } from "../../values/subject.ts";
import type { SealedSecret } from "../../platform/config-document/stored-secret.ts";
import type { Tx } from "../../platform/database/database.ts";
import { unseal } from "../../platform/sealing/seal.ts";
import type { Grouping } from "./group.rules.ts";
import type { Route } from "./route.rules.ts";
import type { Mapping } from "./mapping.rules.ts";
import type { ServiceRule, Severity } from "./signal.rules.ts";

export interface SourceRow {
  id: string;
  kind: string;
  key_hash: Buffer;
  service_label: string | null;
  service_default: string | null;
  preset: string | null;
  mapping: Mapping | null;
  /** What its bodies are signed with: null for a source that has no signing key, without a key where that was sealed by another installation. */
  signature: { key: string | null } | null;
  name: string | null;
  /** Of a heartbeat: how often a beat comes, how late it may be, how bad it is where none does. */
  every: DurationText | null;
  grace: DurationText | null;
  severity: Severity | null;
}

export async function readSources(tx: Tx): Promise<SourceRow[]> {
  const rows = await tx.rows<Omit<SourceRow, "signature"> & { signing_key: SealedSecret | null }>(
    "select id, kind, key_hash, service_label, service_default, preset, mapping, signing_key, name, every, grace, severity from source order by place",
  );
  return rows.map(({ signing_key: signingKey, ...row }) => ({ ...row, signature: signingKey && { key: unseal(tx, signingKey.sealed) } }));
}

export function serviceRuleOf(source: SourceRow): ServiceRule {
  if (source.service_label === null && source.service_default !== null) return { fixed: source.service_default };
  return { label: source.service_label ?? "service", default: source.service_default };
}

export interface ServiceOfIntake {
  id: string;
  name: string;
  tier: number | null;
  team_id: string | null;
  depends_on: string[];
  when_upstream_fails: "attach" | "page" | null;
}

export async function readServicesOfIntake(tx: Tx): Promise<ServiceOfIntake[]> {
  return tx.rows<ServiceOfIntake>(`select id, name, tier, team_id, when_upstream_fails, array(select target_id from service_link where service_id = service.id and kind = 'depends-on' order by place) as depends_on
     from service order by place`);
}

interface RouteRow {
  condition: string | null;
  urgency: Urgency;
  declares: boolean;
  declare_severity: string | null;
  declare_priority: string | null;
}

export async function readRoutes(tx: Tx): Promise<Route[]> {
  const rows = await tx.rows<RouteRow>("select condition, urgency, declares, declare_severity, declare_priority from route order by place");
  return rows.map((row) => ({
    when: row.condition,
    urgency: row.urgency,
    declare: row.declares ? { severity: row.declare_severity, priority: row.declare_priority } : null,
  }));
}

const minute = 60_000;
const usualGrouping: Grouping = {
  by: ["service", "labels.alertname"],
  waitMilliseconds: { high: 0, low: minute / 2 },
  windowMilliseconds: 5 * minute,
  reopenAfterMilliseconds: 15 * minute,
};

/** How alerts are grouped; the usual way where nothing was configured. */
export async function readGrouping(tx: Tx): Promise<Grouping> {
  const row = await tx.first<{ by: string[]; wait_high: string; wait_low: string; window_text: string; reopen_after: string }>("select * from grouping");
  if (!row) return usualGrouping;
  return {
    by: row.by,
    waitMilliseconds: { high: durationMilliseconds(row.wait_high), low: durationMilliseconds(row.wait_low) },
    windowMilliseconds: durationMilliseconds(row.window_text),
    reopenAfterMilliseconds: durationMilliseconds(row.reopen_after),
  };
}

export type GroupWaits = Grouping["waitMilliseconds"];

/** How long a new group waits for others to join before its first page, by urgency, in milliseconds. */
export async function readGroupWaits(tx: Tx): Promise<GroupWaits> {
  return (await readGrouping(tx)).waitMilliseconds;
}
