import type { Tx } from "../../server/platform/database/database.ts";
import { idFrom } from "../../server/platform/ids/ids.ts";
import { executeMany } from "../../server/platform/event-log/event-log.ts";
import { groupDecider } from "../../server/features/alert-intake/index.ts";
import { muster } from "../../server/values/actor.ts";
import type { Script, ScriptedGroup, ScriptedPerson } from "./script.ts";

/** The clock of a simulation stands still until it is set. */
export const frozenClock = `
  create table simulated_clock (at timestamptz not null);
  insert into simulated_clock values (now());
  create or replace function muster_now() returns timestamptz language sql stable as 'select at from simulated_clock';
  insert into organization (name, timezone, business_days, business_from, business_to) values ('Simulated', 'UTC', '{mon,tue,wed,thu,fri}', '09:00', '18:00');
`;

export const policyId = (script: Script): string => `s${script.seed}`;
export const groupIdOf = (script: Script, group: ScriptedGroup): string => idFrom(`${script.seed} ${group.name}`);

/** Writes the organization of a script. What an earlier one left waiting is put away. */
export async function writeGround(tx: Tx, script: Script): Promise<void> {
  await tx.run("delete from due_work");
  await tx.run("delete from account");
  await tx.run("delete from page_carried");
  for (const [place, person] of [script.administrator, ...script.people].entries()) await writePerson(tx, person, place);
  await tx.run("insert into account (person_id, role, made_at) values ($1, 'administrator', muster_now())", [script.administrator.id]);
  await tx.run("insert into escalation_policy (id, repeat, place, ask_after) values ($1, $2, 1, '0s')", [policyId(script), script.repeat]);
  for (const [place, step] of script.steps.entries()) {
    const targets = step.people.map((id) => `person/${id}`);
    await tx.run("insert into escalation_step (policy_id, place, targets, wait) values ($1, $2, $3, $4)", [policyId(script), place + 1, targets, `${step.waitMinutes}m`]);
  }
  await tx.run("insert into service (id, name, escalation_policy_id, place) values ($1, $1, $1, 1)", [policyId(script)]);
}

async function writePerson(tx: Tx, person: ScriptedPerson, place: number): Promise<void> {
  await tx.run("insert into person (id, name, email, place) values ($1, $1, $2, $3)", [person.id, `${person.id}@acme.example`, place]);
  for (const [order, contact] of person.contacts.entries()) {
    await tx.run("insert into contact (person_id, id, channel, address, place, verified_at) values ($1, $2, $3, $4, $5, case when $6 then muster_now() end)", [
      person.id,
      contact.id,
      contact.channel,
      `${person.id}/${contact.id}`,
      order,
      contact.isVerified,
    ]);
  }
  for (const [order, rule] of person.rules.entries()) {
    for (const urgency of ["high", "low"]) {
      await tx.run("insert into notification_rule values ($1, $2, $3, $4, $5)", [person.id, urgency, order, rule.contactId, rule.afterMinutes === 0 ? null : `${rule.afterMinutes}m`]);
    }
  }
}

/** A group of one alert fires. */
export async function fire(tx: Tx, script: Script, group: ScriptedGroup): Promise<void> {
  const id = groupIdOf(script, group);
  await tx.run(
    "insert into alert_group (id, key, service_id, urgency, title, status, opened_at, last_alert_at) values ($1::uuid, $1::text, $2, $3, $4, 'open', muster_now(), muster_now())",
    [id, policyId(script), group.urgency, group.name],
  );
  await tx.run(
    `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, service_id, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
     values ($1, $1, 'tool', 'key', 1, true, 'firing', $4, 'critical', '{}', '[]', $2, $1, $3, 1, muster_now(), muster_now(), $1, $1)`,
    [id, policyId(script), group.urgency, group.name],
  );
  await executeMany(tx, groupDecider, [{ streamId: `group/${id}`, commandId: "fire", actor: muster, command: { kind: "open", serviceId: policyId(script), urgency: group.urgency, alertIds: [id] } }]);
}

/** Its tool says that it is over. */
export async function end(tx: Tx, script: Script, group: ScriptedGroup): Promise<void> {
  const id = groupIdOf(script, group);
  await tx.run("update alert set status = 'resolved', resolved_at = muster_now() where group_id = $1", [id]);
  await tx.run("update alert_group set status = 'resolved' where id = $1", [id]);
  await executeMany(tx, groupDecider, [{ streamId: `group/${id}`, commandId: "end", actor: muster, command: { kind: "resolve" } }]);
}
