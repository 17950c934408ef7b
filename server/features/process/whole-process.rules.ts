import type { RetrospectiveRule, WrittenPriority, WrittenProcess, WrittenRole } from "./process.rules.ts";

/** A written process with all its parts: what is judged, put into words and compared. */
export interface WholeProcess extends WrittenProcess {
  declareWhen: readonly { text: string; when?: string | undefined }[];
  priorities: readonly WholePriority[];
  roles: readonly WholeRole[];
  propose: readonly { when: string; severity: string }[];
  errorBudget: {
    remaining: readonly { atMost: number; priority: string }[];
    velocity: readonly { moreThan: number; within: string; priority: string }[];
  };
  publishBy: Readonly<Record<string, readonly string[]>>;
  relief?: { roles: Readonly<Record<string, string>>; handoff: string } | undefined;
  warRoom?: { chat?: { channel: string } | undefined; video?: string | undefined; fallback?: string | undefined } | undefined;
  retrospective?: WholeRetrospective | undefined;
}

export interface WholePriority extends WrittenPriority {
  hotfix: boolean;
}

export interface WholeRole extends WrittenRole {
  skills: readonly string[];
  deputyOf?: string | undefined;
}

export interface WholeRetrospective extends RetrospectiveRule {
  requiredFor: { severities: readonly string[]; dataLoss: boolean; budgetSpent?: number | undefined };
}

/** The way to a value in the document: names of members and places in lists. */
export type PartPath = readonly (string | number)[];

/** The parts of a process as people read them, and which members of the document each is made from. */
export const processParts = [
  { id: "declare", title: "When to declare", members: ["declareWhen", "kinds"] },
  { id: "severities", title: "Severities, how we respond", members: ["severities", "propose"] },
  { id: "priorities", title: "Priorities, what must be done", members: ["priorities"] },
  { id: "grid", title: "Priority × severity", members: ["grid"] },
  { id: "error-budget", title: "Error budget", members: ["errorBudget"] },
  { id: "roles", title: "Roles", members: ["roles", "rolesRequired"] },
  { id: "brought-in", title: "Who is brought in", members: ["join", "notify", "loopIn", "consultExpertAfter"] },
  { id: "time-boxes", title: "Time boxes", members: ["timeBoxes"] },
  { id: "news", title: "News we owe", members: ["owedUpdates", "publishBy"] },
  { id: "relief", title: "Relief", members: ["relief"] },
  { id: "war-room", title: "War room", members: ["warRoom"] },
  { id: "retrospective", title: "Retrospective", members: ["retrospective"] },
] as const;

export type PartId = (typeof processParts)[number]["id"];

/** The part that a place in the document belongs to; what names no member of the process belongs to the first. */
export function partOf(path: PartPath): PartId {
  const [, member] = path;
  return processParts.find(({ members }) => (members as readonly unknown[]).includes(member))?.id ?? "declare";
}

/** The document's value for a severity, else the one for all that are not named. */
export function bySeverity(map: Readonly<Record<string, string>> | undefined, severity: string): string | null {
  return map?.[severity] ?? map?.["default"] ?? null;
}
