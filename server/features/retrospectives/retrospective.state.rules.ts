import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import type { BeginReason, FollowUpStatus, RetrospectiveFact } from "./retrospective.events.ts";

export const stages = ["draft", "review", "approved", "shared"] as const;
export type Stage = (typeof stages)[number];

export interface FollowUp {
  followUpId: string;
  text: ContentReference;
  driverId: string | null;
  dueAt: Instant | null;
  reviewAt: Instant;
  status: FollowUpStatus;
  addedAt: Instant;
  settledAt: Instant | null;
}

/** The text of a section as it stands. */
export interface SavedSection {
  version: number;
  text: ContentReference;
}

export interface RetrospectiveState {
  status: "none" | Stage;
  incidentId: string;
  because: BeginReason;
  ownerId: string | null;
  begunAt: Instant;
  dueAt: Instant;
  approved: { at: Instant; approverId: string } | null;
  sharedAt: Instant | null;
  sections: Record<string, SavedSection>;
  followUps: FollowUp[];
}

export const noRetrospective: RetrospectiveState = {
  status: "none",
  incidentId: "",
  because: "person",
  ownerId: null,
  begunAt: 0,
  dueAt: 0,
  approved: null,
  sharedAt: null,
  sections: {},
  followUps: [],
};

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolveRetrospective(state: RetrospectiveState, fact: RetrospectiveFact, at: Instant): RetrospectiveState {
  switch (fact.type) {
    case "retrospective begun":
      return { ...state, ...fact.data, status: "draft", begunAt: at };
    case "section saved": {
      const { section, version, text } = fact.data;
      return { ...state, sections: { ...state.sections, [section]: { version, text } } };
    }
    case "review begun":
      return { ...state, status: "review" };
    case "draft resumed":
      return { ...state, status: "draft", approved: null, sharedAt: null };
    case "retrospective approved":
      return { ...state, status: "approved", approved: { at, approverId: fact.data.approverId } };
    case "retrospective shared":
      return { ...state, status: "shared", sharedAt: at };
    case "follow-up added":
      return { ...state, followUps: [...state.followUps, { ...fact.data, status: "open", addedAt: at, settledAt: null }] };
    case "follow-up changed":
      return withFollowUp(state, fact.data.followUpId, fact.data);
    case "follow-up settled": {
      const { followUpId, status } = fact.data;
      return withFollowUp(state, followUpId, { status, settledAt: status === "open" ? null : at });
    }
  }
}

function withFollowUp(state: RetrospectiveState, followUpId: string, change: Partial<FollowUp>): RetrospectiveState {
  return { ...state, followUps: state.followUps.map((one) => (one.followUpId === followUpId ? { ...one, ...change } : one)) };
}
