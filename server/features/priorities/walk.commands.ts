import type { Tx } from "../../platform/database/database.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import type { Caller } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { recordAudit } from "../access/index.ts";
import { readPeople } from "../directory/index.ts";
import { readProcess } from "../process/index.ts";
import { noPerson, noSuchWalk } from "./gap.commands.ts";
import { insertWalk, lockWalk, moveWalkTo } from "./walk.queries.ts";
import { placeOf, walkSteps } from "./walk.rules.ts";

/** The way through the priorities in force. */
export async function readSteps(tx: Tx) {
  const { process } = await readProcess(tx, "in force");
  return walkSteps(process.priorities.map(({ id }) => id));
}

/** Begins a walk about the services of a team, or of all; gives its id. */
export async function beginWalk(tx: Tx, caller: Caller, teamId: string | null): Promise<string | Refusal> {
  if (caller.personId === null) return noPerson;
  const team = teamId === null ? null : await tx.first("select from team where id = $1", [teamId]);
  if (teamId !== null && team === null) {
    const message = `There is no team “${teamId}”. Teams are listed at /api/v1/teams.`;
    return refuse("walk.invalid", message, { errors: [{ path: "teamId", message }] });
  }
  const [first] = await readSteps(tx);
  const id = newId();
  await insertWalk(tx, { id, team_id: teamId, begun_by: caller.personId, question: first?.question ?? "unmapped", priority: first?.priority ?? null });
  await told(tx, caller, id, "begun", { teamId });
  return id;
}

/** Goes to another question, or behind the last, which ends it; whoever moved it meanwhile is named. */
export async function moveWalk(tx: Tx, caller: Caller, id: string, { step, baseVersion }: { step: number; baseVersion: number }): Promise<Refusal | null> {
  const walk = await lockWalk(tx, id);
  if (!walk || caller.personId === null) return walk ? noPerson : noSuchWalk;
  const steps = await readSteps(tx);
  if (walk.version !== baseVersion) {
    const name = (await readPeople(tx, [walk.moved_by])).get(walk.moved_by)?.name ?? walk.moved_by;
    return refuse("walk.moved", `${name} went on to question ${placeOf(steps, walk) + 1} of ${steps.length} meanwhile. Go on from there.`, { version: walk.version, step: placeOf(steps, walk) });
  }
  const isOver = step >= steps.length;
  const to = steps[Math.min(step, steps.length - 1)] ?? walk;
  await moveWalkTo(tx, { id, question: to.question, priority: to.priority, moved_by: caller.personId, isOver });
  if (isOver || walk.ended_at !== null) await told(tx, caller, id, isOver ? "ended" : "taken up again", { step });
  return null;
}

async function told(tx: Tx, caller: Caller, id: string, action: string, details: object): Promise<void> {
  await recordAudit(tx, { actor: caller.actor ?? muster, section: "priorityWalks", id, action, paths: [], details });
}
