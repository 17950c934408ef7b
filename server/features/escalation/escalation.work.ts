import type { Tx } from "../../platform/database/database.ts";
import type { ClaimedWork, SetHandler } from "../../platform/due-work/due-work.ts";
import type { Subject } from "../../values/subject.ts";
import { lockSubjects, readGroups } from "../alert-intake/index.ts";
import { advanceEscalations, beginEscalations } from "./escalation.commands.ts";
import { beginKind } from "./news.reactions.ts";
import { stepKind } from "./escalation.reactions.ts";

function subjectOf(work: ClaimedWork): Subject {
  return (work.payload as { subject: Subject }).subject;
}

/** Lets escalations go on whose step or deferral is over, hundreds in one transaction. */
export const stepHandler: SetHandler = {
  kind: stepKind,
  mode: "set",
  async handle(tx: Tx, work) {
    await lockSubjects(tx, work.map(subjectOf));
    await advanceEscalations(tx, work.map((item) => ({ subject: subjectOf(item), commandId: `advance ${item.dueAt}` })));
  },
};

/** Begins escalations after their group's wait, unless the group ended in it. */
export const beginHandler: SetHandler = {
  kind: beginKind,
  mode: "set",
  async handle(tx: Tx, work) {
    await lockSubjects(tx, work.map(subjectOf));
    const groups = await readGroups(tx, work.map((item) => subjectOf(item).id));
    await beginEscalations(
      tx,
      work.flatMap((item) => {
        const group = groups.get(subjectOf(item).id);
        if (!group || group.status !== "open" || group.urgency === "none") return [];
        return [{ subject: subjectOf(item), serviceId: group.serviceId, urgency: group.urgency, commandId: `begin ${item.dueAt}` }];
      }),
    );
  },
};
