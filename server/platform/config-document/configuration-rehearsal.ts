import type { Tx } from "../database/database.ts";
import type { Configuration } from "./configuration.ts";
import type { ForeseenView } from "./configuration.contract.ts";
import type { Change } from "./plan-changes.ts";

/** Carries changes out, asks what came of them, and takes them back, so that a plan also says what would follow from it. */
export async function rehearse(tx: Tx, configuration: Configuration, changes: readonly Change[], carryOut: () => Promise<unknown>): Promise<ForeseenView[]> {
  if (!configuration.foresee || changes.length === 0) return [];
  await tx.run("savepoint before_rehearsal");
  const found = await configuration.foresee(tx, changes, carryOut);
  await tx.run("rollback to savepoint before_rehearsal");
  return found;
}
