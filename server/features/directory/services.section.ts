import type { Tx } from "../../platform/database/database.ts";
import { asRows, idsOf, rowsBelow, type StoredSection, type Upsert } from "../../platform/config-document/stored-section.ts";
import { servicesSection, type ServiceEntry } from "./services.document.ts";

interface Row {
  id: string;
  name: string;
  description: string | null;
  team_id: string;
  tier: number | null;
  escalation_policy_id: string | null;
  place: number;
  is_from_file: boolean;
  when_upstream_fails: "attach" | "page" | null;
  depends_on: string[];
  experts: string[];
  runbooks: string[];
  severity_rules: ServiceEntry["severityWhen"];
}

const linked = (kind: string) => `array(select target_id from service_link where service_id = service.id and kind = '${kind}' order by place)`;

export const storedServices: StoredSection<ServiceEntry> = {
  section: servicesSection,
  async read(tx) {
    const rows = await tx.rows<Row>(
      `select *, ${linked("depends-on")} as depends_on, ${linked("expert")} as experts, ${linked("runbook")} as runbooks,
         (select coalesce(jsonb_agg(jsonb_build_object('when', condition, 'severity', severity) order by place), '[]')
          from service_severity_rule where service_id = service.id) as severity_rules
       from service order by place, id`,
    );
    return rows.map((row) => ({ id: row.id, entry: entryOf(row), place: row.place, isFromFile: row.is_from_file }));
  },
  async write(tx, { upserts, deletes }) {
    await tx.run("delete from service where id = any($1::text[])", [deletes]);
    await writeServices(tx, upserts);
    await writeLinks(tx, upserts);
    await writeRules(tx, upserts);
  },
};

function entryOf(row: Row): ServiceEntry {
  return {
    name: row.name,
    description: row.description ?? undefined,
    team: row.team_id,
    tier: row.tier ?? undefined,
    dependsOn: row.depends_on,
    whenUpstreamFails: row.when_upstream_fails ?? undefined,
    escalationPolicy: row.escalation_policy_id ?? undefined,
    experts: row.experts,
    runbooks: row.runbooks,
    severityWhen: row.severity_rules,
  };
}

async function writeServices(tx: Tx, upserts: readonly Upsert<ServiceEntry>[]): Promise<void> {
  const rows = upserts.map(({ id, entry: { name, description, team, tier, escalationPolicy, whenUpstreamFails }, place, isFromFile }) => {
    return { id, name, description, team_id: team, tier, escalation_policy_id: escalationPolicy, when_upstream_fails: whenUpstreamFails, place, is_from_file: isFromFile };
  });
  await tx.run(
    `insert into service (id, name, description, team_id, tier, escalation_policy_id, when_upstream_fails, place, is_from_file)
     select * from jsonb_to_recordset($1)
       as new (id text, name text, description text, team_id text, tier int, escalation_policy_id text, when_upstream_fails text, place int, is_from_file boolean)
     on conflict (id) do update set name = excluded.name, description = excluded.description, team_id = excluded.team_id, tier = excluded.tier,
       escalation_policy_id = excluded.escalation_policy_id, when_upstream_fails = excluded.when_upstream_fails, place = excluded.place, is_from_file = excluded.is_from_file`,
    [asRows(rows)],
  );
}

async function writeLinks(tx: Tx, upserts: readonly Upsert<ServiceEntry>[]): Promise<void> {
  const links = (kind: string, listOf: (entry: ServiceEntry) => readonly string[]) => rowsBelow(upserts, (entry) => listOf(entry).map((target_id) => ({ kind, target_id })));
  const rows = [...links("depends-on", ({ dependsOn }) => dependsOn), ...links("expert", ({ experts }) => experts), ...links("runbook", ({ runbooks }) => runbooks)];
  await tx.run("delete from service_link where service_id = any($1::text[])", [idsOf(upserts)]);
  await tx.run(
    `insert into service_link (service_id, kind, target_id, place)
     select * from jsonb_to_recordset($1) as new (parent text, kind text, target_id text, place int)`,
    [asRows(rows)],
  );
}

async function writeRules(tx: Tx, upserts: readonly Upsert<ServiceEntry>[]): Promise<void> {
  await tx.run("delete from service_severity_rule where service_id = any($1::text[])", [idsOf(upserts)]);
  await tx.run(
    `insert into service_severity_rule (service_id, place, condition, severity)
     select * from jsonb_to_recordset($1) as new (parent text, place int, "when" text, severity text)`,
    [asRows(rowsBelow(upserts, ({ severityWhen }) => severityWhen))],
  );
}
