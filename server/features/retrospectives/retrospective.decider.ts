import type { Decider } from "../../platform/event-log/event.ts";
import type { RetrospectiveFact } from "./retrospective.events.ts";
import { decideRetrospective, type RetrospectiveCommand } from "./retrospective.rules.ts";
import { evolveRetrospective, noRetrospective, type RetrospectiveState } from "./retrospective.state.rules.ts";

/** The rules of a retrospective, as the event log runs them. */
export const retrospectiveDecider: Decider<RetrospectiveState, RetrospectiveCommand, RetrospectiveFact> = {
  kind: "retrospective",
  knows: {
    "retrospective begun": true,
    "section saved": true,
    "review begun": true,
    "draft resumed": true,
    "retrospective approved": true,
    "retrospective shared": true,
    "follow-up added": true,
    "follow-up changed": true,
    "follow-up settled": true,
  },
  initial: noRetrospective,
  decide: decideRetrospective,
  evolve: evolveRetrospective,
};

export function retrospectiveStream(id: string): string {
  return `retrospective/${id}`;
}

export function retrospectiveOfStream(streamId: string): string {
  return streamId.slice("retrospective/".length);
}
