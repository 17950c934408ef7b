import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { FirstAdministrator } from "./contract.ts";
import { insertAccount, lockFirstRun } from "./account.queries.ts";
import { recordAudit } from "./audit.commands.ts";
import { hashPassword } from "./password.commands.ts";
import { freeId, slugOf } from "./person-id.rules.ts";
import { findPersonId, insertPerson, readTakenIds } from "./person.queries.ts";
import { startSession, type StartedSession } from "./session.commands.ts";

/** Makes the first administrator and signs them in; null where there is one already. Of many at once one wins. */
export async function makeFirstAdministrator(tx: Tx, wish: FirstAdministrator): Promise<StartedSession | null> {
  if (!(await lockFirstRun(tx))) return null;
  const personId = (await findPersonId(tx, wish.email)) ?? (await addPerson(tx, wish));
  await insertAccount(tx, { personId, role: "administrator", passwordHash: await hashPassword(wish.password), isFirst: true });
  await recordAudit(tx, { actor: asActor(personId), section: "accounts", id: personId, action: "made", paths: [], details: { after: { role: "administrator" } } });
  return startSession(tx, personId);
}

async function addPerson(tx: Tx, { name, email, timezone }: FirstAdministrator): Promise<string> {
  const slug = slugOf(name);
  const id = freeId(slug, await readTakenIds(tx, slug));
  await insertPerson(tx, id, { name, email, timezone });
  await recordAudit(tx, { actor: asActor(id), section: "people", id, action: "made", paths: [], details: { after: { name, email, timezone } } });
  return id;
}

function asActor(personId: string): Actor {
  return { kind: "person", id: personId };
}
