import type { ContentReference } from "../../values/content-reference.ts";
import type { Instant } from "../../values/instant.ts";
import type { Urgency } from "../../values/subject.ts";
import type { Alert } from "./fold.rules.ts";
import type { DeclaredClass, GroupFact } from "./group.events.ts";

export interface Grouping {
  /** `service`, `source`, `severity` or `labels.<name>`. */
  by: readonly string[];
  waitMilliseconds: { high: number; low: number };
  /** Since the group's last alert: within this another joins. */
  windowMilliseconds: number;
  reopenAfterMilliseconds: number;
}

/** Alerts that belong together; it is what escalates. */
export interface Group {
  id: string;
  key: string;
  serviceId: string | null;
  urgency: Urgency;
  title: string;
  status: "open" | "resolved";
  openedAt: Instant;
  /** To the second. */
  lastAlertAt: Instant;
  /** When it was told last that it grew, or will be; null where it was never told. */
  toldAt: Instant | null;
  incidentId: string | null;
}

/** How often it is told of a group that it grew, where that changes nothing anybody acts on. */
const tellEvery = 1_000;

/** When it is told that a group grew: now, at a time that is to be planned, or null where that is planned already. */
export function whenToTell({ toldAt }: Pick<Group, "toldAt">, now: Instant): Instant | null {
  if (toldAt === null || toldAt <= now - tellEvery) return now;
  return toldAt <= now ? toldAt + tellEvery : null;
}

type Groupable = Pick<Alert, "sourceId" | "severity" | "labels">;

/** What must be equal for two alerts to belong together. */
export function groupKey(alert: Groupable, serviceId: string | null, by: readonly string[]): string {
  return JSON.stringify(by.map((name) => [name, name === "service" ? serviceId : groupValue(alert, name)]));
}

function groupValue(alert: Groupable, name: string): string | null {
  if (name === "source") return alert.sourceId;
  if (name === "severity") return alert.severity;
  return alert.labels[name.replace(/^labels\./, "")] ?? null;
}

/** True where another alert of the same key joins this group rather than opening one. */
export function isJoinable(group: Group | undefined, grouping: Grouping, now: Instant): group is Group {
  return group !== undefined && group.status === "open" && now - group.lastAlertAt <= grouping.windowMilliseconds;
}

const ranks: Readonly<Record<Urgency, number>> = { none: 0, low: 1, high: 2 };

export function isMoreUrgent(a: Urgency, b: Urgency): boolean {
  return ranks[a] > ranks[b];
}

export interface GroupState {
  status: "none" | "open" | "resolved";
  urgency: Urgency;
  /** Where it was asked whether to declare an incident: still open, or declined. Asked once in the group's life. */
  declaring?: "asked" | "declined";
}

export const noGroup: GroupState = { status: "none", urgency: "none" };

export type GroupCommand =
  | { kind: "open"; serviceId: string | null; urgency: Urgency; alertIds: string[]; declare?: DeclaredClass }
  | { kind: "grow"; urgency: Urgency; isReopened: boolean; isAcknowledged: boolean; declare?: DeclaredClass }
  | { kind: "acknowledge"; personId: string | null }
  | { kind: "ask to declare"; because: string[]; people: string[] }
  | { kind: "decline to declare"; reason: ContentReference }
  | { kind: "resolve" };

/** Decides what a flush made of one group. */
export function decideGroup(command: GroupCommand, state: GroupState): GroupFact[] {
  switch (command.kind) {
    case "open": {
      const { serviceId, urgency, alertIds, declare } = command;
      return state.status === "none" ? [{ type: "group opened", data: { serviceId, urgency, alertIds, ...(declare && { declare }) } }] : [];
    }
    case "grow": {
      const { isReopened, isAcknowledged, declare } = command;
      const urgency = isMoreUrgent(command.urgency, state.urgency) ? command.urgency : state.urgency;
      return [{ type: "group grew", data: { urgency, isReopened, isAcknowledged, ...(declare && { declare }) } }];
    }
    case "acknowledge":
      return state.status === "open" ? [{ type: "group acknowledged", data: { personId: command.personId } }] : [];
    case "ask to declare":
      return state.status === "open" && state.declaring === undefined ? [{ type: "declaring asked", data: { because: command.because, people: command.people } }] : [];
    case "decline to declare":
      return state.declaring === "asked" ? [{ type: "declaring declined", data: { reason: command.reason } }] : [];
    case "resolve":
      return state.status === "open" ? [{ type: "group resolved", data: {} }] : [];
  }
}

/** Folds one fact into the state; never refuses a fact that was recorded. */
export function evolveGroup(state: GroupState, fact: GroupFact): GroupState {
  switch (fact.type) {
    case "group opened":
    case "group grew":
      return { ...state, status: "open", urgency: fact.data.urgency };
    case "group acknowledged":
      return state;
    case "declaring asked":
      return { ...state, declaring: "asked" };
    case "declaring declined":
      return { ...state, declaring: "declined" };
    case "group resolved":
      return { ...state, status: "resolved" };
  }
}
