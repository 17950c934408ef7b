import { remembered } from "../../values/remembered.ts";

/** A written process, as far as an incident is run by it; it never changes. Lengths of time are written (`15m`); maps by severity may have `default`. */
export interface WrittenProcess {
  /** When an incident is to be declared: where there is a condition a clock tells, else a person is asked. */
  declareWhen: readonly { text: string; when?: string | undefined }[];
  kinds: readonly string[];
  severities: readonly { id: string; name: string; when?: string | undefined; respond?: string | undefined }[];
  priorities: readonly WrittenPriority[];
  /** Severities that are proposed while a condition holds. */
  propose?: readonly { when: string; severity: string }[] | undefined;
  grid: readonly GridEntry[];
  roles: readonly WrittenRole[];
  rolesRequired: Readonly<Record<string, readonly string[]>>;
  join: Readonly<Record<string, readonly Involved[]>>;
  notify: Readonly<Record<string, readonly Involved[]>>;
  loopIn: Readonly<Record<string, readonly Involved[]>>;
  timeBoxes: Readonly<Partial<Record<"acknowledge" | "classify" | "fillRoles" | "firstUpdate", Readonly<Record<string, string>> | undefined>>>;
  /** By severity: after how long an expert of the services is asked, where none is in. */
  consultExpertAfter?: Readonly<Record<string, string>> | undefined;
  owedUpdates: readonly OwedUpdate[];
  /** By severity: where the public is told. */
  publishBy?: Readonly<Record<string, readonly string[]>> | undefined;
  warRoom?: { video?: string | undefined; chat?: { channel: string } | undefined } | undefined;
  /** How long a role is held at most, and how long before its end the two go on side by side. */
  relief?: { roles: Readonly<Record<string, string>>; handoff: string } | undefined;
  retrospective?: RetrospectiveRule | undefined;
}

export interface WrittenPriority {
  id: string;
  name: string;
  retrospective: boolean;
  tell: readonly string[];
  updateEvery?: string | undefined;
  criteria: readonly string[];
}

export interface WrittenRole {
  id: string;
  name: string;
  area?: string | undefined;
  duties: readonly string[];
  schedule?: string | undefined;
  default?: "first-paged" | "muster" | undefined;
  /** The role that it stands in for. */
  deputyOf?: string | undefined;
  combinesInto?: string | undefined;
  mayChangeProduction: boolean;
  many: boolean;
}

export interface GridEntry {
  priority: readonly string[];
  severity: readonly string[];
  verdict: "allowed" | "confirm" | "forbidden";
  because?: string | undefined;
  ask?: { roles: readonly string[]; tell: readonly string[]; updateEvery?: string | undefined; actions: readonly string[] } | undefined;
}

/** Somebody who is brought in: `team/web`, `team-manager`, `audience/executives`; where there is a condition only while it holds. */
export interface Involved {
  who: string;
  when?: string | undefined;
}

export interface OwedUpdate {
  from: string;
  to: readonly string[];
  every: string;
  severities?: readonly string[] | undefined;
  align?: "hour" | undefined;
}

export interface RetrospectiveRule {
  requiredFor: { severities: readonly string[]; dataLoss: boolean };
  ownedBy: readonly string[];
  dueWithin: string;
  approvedBy: string;
  reviewActionsEvery: string;
  sections: readonly { id: string; title?: string | undefined; prompt: string; required: boolean }[];
}

const nothing = { duties: [], mayChangeProduction: false, many: false };

/** What holds where nobody wrote a process down yet: enough words to run an incident with. */
export const usualProcess: WrittenProcess = {
  declareWhen: [],
  kinds: [],
  severities: [
    { id: "sev1", name: "Sev 1", when: "Most users are affected, or data is at risk" },
    { id: "sev2", name: "Sev 2", when: "Many users are affected" },
    { id: "sev3", name: "Sev 3", when: "Few users or a minor part are affected" },
  ],
  priorities: [
    { id: "p1", name: "P1", retrospective: true, tell: [], criteria: ["To be mended now"] },
    { id: "p2", name: "P2", retrospective: false, tell: [], criteria: ["To be mended today"] },
    { id: "p3", name: "P3", retrospective: false, tell: [], criteria: ["Can wait for the next working day"] },
  ],
  grid: [],
  roles: [
    { ...nothing, id: "incident-commander", name: "Incident commander", area: "coordination", duties: ["Coordinate the response", "Decide", "Delegate"], default: "first-paged" },
    { ...nothing, id: "communications-lead", name: "Communications lead", area: "communication", duties: ["Tell who waits for news"], combinesInto: "incident-commander" },
    { ...nothing, id: "technical-lead", name: "Technical lead", area: "execution", duties: ["Drive the technical resolution"], mayChangeProduction: true, combinesInto: "incident-commander" },
    { ...nothing, id: "scribe", name: "Scribe", area: "documentation", duties: ["Record what is done and decided"], default: "muster" },
  ],
  rolesRequired: {},
  join: {},
  notify: {},
  loopIn: {},
  timeBoxes: {},
  owedUpdates: [],
};

/** The role that is command: the one whose holder is the first paged, else the first that coordinates, else the first. */
export function commandRoleOf(process: WrittenProcess): WrittenRole {
  const command = process.roles.find((role) => role.default === "first-paged") ?? process.roles.find((role) => role.area === "coordination") ?? process.roles[0];
  return command ?? { ...nothing, id: "incident-commander", name: "Incident commander" };
}

/** The roles whose holders communicate: they tell those who wait for news, and answer those who ask. */
export function communicatingRoles({ roles }: Pick<WrittenProcess, "roles">): string[] {
  return roles.filter(({ area }) => area === "communication").map(({ id }) => id);
}

export interface Cell {
  verdict: "allowed" | "confirm" | "forbidden";
  because: string | null;
  ask: Readonly<Record<"roles" | "tell" | "updateEvery" | "actions", readonly string[]>>;
}

const strictness = ["allowed", "confirm", "forbidden"] as const;

/** What the process says of a severity with a priority: the strictest verdict counts, and what entries ask adds up. A pair that is not named is allowed. */
export function cellOf(process: WrittenProcess, severity: string | null, priority: string | null): Cell {
  return cells(process, `${severity ?? ""} ${priority ?? ""}`, () => readCell(process, severity, priority));
}

const cells = remembered<WrittenProcess, Cell>();

function readCell(process: WrittenProcess, severity: string | null, priority: string | null): Cell {
  const entries = process.grid.filter((entry) => severity !== null && priority !== null && entry.severity.includes(severity) && entry.priority.includes(priority));
  const verdict = entries.reduce<Cell["verdict"]>((worst, entry) => (strictness.indexOf(entry.verdict) > strictness.indexOf(worst) ? entry.verdict : worst), "allowed");
  const asks = entries.flatMap((entry) => entry.ask ?? []);
  return {
    verdict,
    because: entries.find((entry) => entry.verdict === verdict && entry.because !== undefined)?.because ?? null,
    ask: {
      roles: unique(asks.flatMap(({ roles }) => roles)),
      tell: unique(asks.flatMap(({ tell }) => tell)),
      updateEvery: asks.flatMap(({ updateEvery }) => updateEvery ?? []),
      actions: unique(asks.flatMap(({ actions }) => actions)),
    },
  };
}

/** What entries of the grid ask people to do, each once. */
export function actionsAsked({ grid }: Pick<WrittenProcess, "grid">): string[] {
  return unique(grid.flatMap(({ ask }) => ask?.actions ?? []));
}

/** The roles that need a holder of their own in an incident of this class. */
export function requiredRoles(process: WrittenProcess, severity: string | null, priority: string | null): readonly string[] {
  return required(process, `${severity ?? ""} ${priority ?? ""}`, () => unique([...(process.rolesRequired[severity ?? ""] ?? []), ...cellOf(process, severity, priority).ask.roles]));
}

const required = remembered<WrittenProcess, readonly string[]>();

/** The role whose holder does the duties of one that nobody holds: where it combines into, else command (001: "the IC assumes any undelegated roles"). */
export function coveringRole(process: WrittenProcess, role: string, isHeld: (role: string) => boolean): string {
  const command = commandRoleOf(process).id;
  const seen = new Set<string>();
  let current = role;
  while (!isHeld(current) && current !== command && !seen.has(current)) {
    seen.add(current);
    current = process.roles.find(({ id }) => id === current)?.combinesInto ?? command;
  }
  return current;
}

/** True where the first severity is worse than the second, or the second is not set. The process lists the worst first. */
export function isWorse(process: WrittenProcess, severity: string, than: string | null): boolean {
  const rank = (id: string | null) => {
    const place = process.severities.findIndex((one) => one.id === id);
    return place === -1 ? Number.POSITIVE_INFINITY : place;
  };
  return rank(severity) < rank(than);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
