import type { SetHandler } from "../../platform/due-work/due-work.ts";
import { executeMany } from "../../platform/event-log/event-log.ts";
import { newId } from "../../platform/ids/ids.ts";
import { muster } from "../../values/actor.ts";
import { groupDecider } from "./group.decider.ts";
import { tellKind } from "./group.intake.ts";
import { readGroups } from "./group.queries.ts";

/** Tells of groups that grew since it was told last. */
export const tellHandler: SetHandler = {
  kind: tellKind,
  mode: "set",
  async handle(tx, work) {
    const groups = [...(await readGroups(tx, work.map(({ payload }) => (payload as { groupId: string }).groupId))).values()];
    const open = groups.filter(({ status }) => status === "open");
    await executeMany(tx, groupDecider, open.map(({ id, urgency }) => ({ streamId: `group/${id}`, commandId: newId(), actor: muster, command: { kind: "grow", urgency, isReopened: false, isAcknowledged: false } as const })));
  },
};
