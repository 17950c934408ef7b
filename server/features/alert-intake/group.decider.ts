import type { Decider } from "../../platform/event-log/event.ts";
import type { GroupFact } from "./group.events.ts";
import { decideGroup, evolveGroup, noGroup, type GroupCommand, type GroupState } from "./group.rules.ts";

/** The rules of a group, as the event log runs them. */
export const groupDecider: Decider<GroupState, GroupCommand, GroupFact> = {
  kind: "group",
  knows: { "group opened": true, "group grew": true, "group acknowledged": true, "declaring asked": true, "declaring declined": true, "group resolved": true },
  initial: noGroup,
  decide: decideGroup,
  evolve: evolveGroup,
};
