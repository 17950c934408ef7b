import type { Database } from "../database/database.ts";

export interface TestLayer {
  people: readonly (string | readonly string[])[];
  starts: string;
  ends?: string;
  turn?: string;
  hours?: readonly { days: readonly string[]; from: string; to: string }[];
  priority?: number;
  name?: string;
}

/** A schedule as the configuration stores it, after those that are there. */
export async function addSchedule(database: Database, id: string, timezone: string, layers: readonly TestLayer[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.run("insert into schedule (id, timezone, place) select $1, $2, count(*) from schedule", [id, timezone]);
    for (const [place, { people, starts, ends = null, turn = "1w", hours = null, priority = null, name = null }] of layers.entries()) {
      await tx.run(
        "insert into schedule_layer (schedule_id, place, name, starts, ends, turn, priority, hours, people) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [id, place, name, starts, ends, turn, priority, hours && JSON.stringify(hours), JSON.stringify(people)],
      );
    }
  });
}
