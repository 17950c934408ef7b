import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { FollowUpStatus, RetrospectiveFact } from "./retrospective.events.ts";
import type { FollowUp, RetrospectiveState } from "./retrospective.state.rules.ts";

export type FollowUpCommand =
  | { kind: "add follow-up"; followUpId: string; text: ContentReference; driverId: string | null; dueAt: Instant | null; reviewAt: Instant }
  | ({ kind: "change follow-up"; followUpId: string } & FollowUpChange);

/** What is left out stays as it is. */
export interface FollowUpChange {
  text?: ContentReference | undefined;
  driverId?: string | null | undefined;
  dueAt?: Instant | null | undefined;
  reviewAt?: Instant | undefined;
  status?: FollowUpStatus | undefined;
}

export const noSuchFollowUp = refuse("follow-up.not-found", "There is no such follow-up.");

/** Decides what follows from a retrospective. It goes on after the approval: things are done later than they are written down. */
export function decideFollowUps(command: FollowUpCommand, state: RetrospectiveState): RetrospectiveFact[] | Refusal {
  if (command.kind === "add follow-up") {
    const { followUpId, text, driverId, dueAt, reviewAt } = command;
    return [{ type: "follow-up added", data: { followUpId, text, driverId, dueAt, reviewAt } }];
  }
  const before = state.followUps.find(({ followUpId }) => followUpId === command.followUpId);
  if (!before) return noSuchFollowUp;
  return [...changed(before, command), ...settled(before, command)];
}

function changed(before: FollowUp, { text, driverId, dueAt, reviewAt }: FollowUpChange): RetrospectiveFact[] {
  const { followUpId } = before;
  const after = {
    text: text ?? before.text,
    driverId: driverId === undefined ? before.driverId : driverId,
    dueAt: dueAt === undefined ? before.dueAt : dueAt,
    reviewAt: reviewAt ?? before.reviewAt,
  };
  const isSame = after.text.contentId === before.text.contentId && after.driverId === before.driverId && after.dueAt === before.dueAt && after.reviewAt === before.reviewAt;
  return isSame ? [] : [{ type: "follow-up changed", data: { followUpId, ...after } }];
}

function settled(before: FollowUp, { status }: FollowUpChange): RetrospectiveFact[] {
  const { followUpId } = before;
  return status === undefined || status === before.status ? [] : [{ type: "follow-up settled", data: { followUpId, status } }];
}
