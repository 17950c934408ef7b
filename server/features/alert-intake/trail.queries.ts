import { column, columnsOf } from "../../platform/database/columns.ts";
import type { Tx } from "../../platform/database/database.ts";
import type { Trail } from "./trail.intake.ts";

const mostRemembered = 10_000;

/** Keeps trails that are not kept yet; which are, as far as is known here, stands in the given set. */
export async function keepTrails(tx: Tx, kept: Set<string>, trails: readonly Trail[]): Promise<void> {
  const fresh = trails.filter(({ id }) => !kept.has(id));
  if (fresh.length === 0) return;
  tx.afterCommit(() => {
    if (kept.size > mostRemembered) kept.clear();
    for (const { id } of fresh) kept.add(id);
  });
  await insertTrails(tx, fresh);
}

async function insertTrails(tx: Tx, trails: readonly Trail[]): Promise<void> {
  const sorted = [...trails].sort((a, b) => (a.id < b.id ? -1 : 1));
  await tx.run(
    `insert into trail (id, steps, held) select id::uuid, steps::jsonb, held::jsonb from ${columnsOf(1, 3)} as new (id, steps, held) on conflict do nothing`,
    [
      column(sorted.map(({ id }) => id)),
      column(sorted.map(({ steps }) => JSON.stringify(steps))),
      column(sorted.map(({ steps }) => JSON.stringify(steps.findLast(({ outcome }) => outcome === "held") ?? null))),
    ],
  );
}
