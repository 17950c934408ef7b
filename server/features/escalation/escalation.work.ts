import type { Tx } from "../../platform/database/database.ts";
import type { ClaimedWork, SetHandler } from "../../platform/due-work/due-work.ts";
import type { Subject } from "../../values/subject.ts";
import { lockSubjects } from "../alert-intake/index.ts";
import { advanceEscalations } from "./escalation.commands.ts";
import { stepKind } from "./escalation.reactions.ts";
import { beginKind, readWakings, wakeNow } from "./waking.commands.ts";

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

/** Begins escalations after their group's wait, unless the group ended in it or its incident looks for somebody by now. */
export const beginHandler: SetHandler = {
  kind: beginKind,
  mode: "set",
  async handle(tx: Tx, work) {
    await lockSubjects(tx, work.map(subjectOf));
    await wakeNow(tx, await readWakings(tx, work.map((item) => ({ groupId: subjectOf(item).id, commandId: `begin ${item.dueAt}` }))));
  },
};
