import { actionsAsked, type WrittenProcess } from "./process.rules.ts";

/** What a rule is named with: the organization's own words, by id. */
export interface RuleWords {
  process: WrittenProcess;
  role: (id: string) => string;
  audience: (id: string) => string;
  team: (id: string) => string;
  person: (id: string) => string;
}

/** What a rule asks, in a few words; `length` is how long it gives, as a person says it (`15 min`), where it gives any. */
export function nameRule(rule: string, words: RuleWords, length: string | null = null): string {
  const [clause = "", ...rest] = rule.split("/");
  return names[clause]?.(rest.join("/"), words, length) ?? rule;
}

type Naming = (of: string, words: RuleWords, length: string | null) => string;

const within = (length: string | null) => (length === null ? "" : ` within ${length}`);

const names: Readonly<Record<string, Naming>> = {
  timeBoxes: (of, _words, length) => `${boxNames[of] ?? of}${within(length)}`,
  command: () => "Never without a commander",
  rolesRequired: (of, { role }) => `${role(of)} is held by somebody of their own`,
  schedule: (of, { role }) => `${role(of)} is offered to who is on call`,
  join: (of, words, length) => `${whoNamed(of, words)} joins${within(length)}`,
  notify: (of, words) => `${whoNamed(of, words)} is told once`,
  loopIn: (of, { audience }, length) => `${audience(of)}: first news${within(length)}`,
  cadence: (of, { audience }, length) => `${audience(of)}: news ${length === null ? "on every change" : `every ${length}`}`,
  closing: () => "One closing update",
  owed: (of, words, length) => `${chainNamed(of, words)}${length === null ? "" : ` every ${length}`}`,
  relief: (of, { role }, length) =>
    of === "handoff" ? `A hand-over takes${length === null ? " its time" : ` ${length}`} before the role passes` : `${role(of)} is held no longer than ${length ?? "the limit"}`,
  declareWhen: (of, { process }) => `Declared when ${lower(process.declareWhen[Number(of)]?.text ?? of)}`,
  grid: () => "Priority and severity go together",
  actions: (of, { process }) => actionsAsked(process)[Number(of)] ?? of,
  propose: () => "A class other than proposed has a reason",
  mayChangeProduction: () => "Production is changed by the roles that may",
  consultExpertAfter: (_of, _words, length) => `An expert is asked${length === null ? "" : ` after ${length}`}`,
  publishBy: (of) => `The public reads it: ${channelNames[of] ?? of}`,
  retrospective: (of, _words, length) => `${retrospectiveNames[of] ?? of}${of === "dueWithin" ? within(length) : ""}`,
};

const boxNames: Readonly<Record<string, string>> = {
  acknowledge: "Somebody answers",
  classify: "Classified",
  fillRoles: "The roles that the class asks for are held",
  firstUpdate: "First update",
};

const retrospectiveNames: Readonly<Record<string, string>> = {
  requiredFor: "A retrospective begins",
  dueWithin: "The retrospective is ready to read",
  ownedBy: "The retrospective has an owner",
  approvedBy: "The retrospective is approved by another",
  sections: "Its required questions are answered",
  followUps: "Follow-ups have a driver and a date",
  reviewActionsEvery: "Follow-ups are looked at again",
};

const channelNames: Readonly<Record<string, string>> = { "status-page": "status page", mail: "mail", social: "social media", chat: "chat" };

function whoNamed(who: string, { role, audience, team, person }: RuleWords): string {
  const [kind, id = ""] = who.split("/");
  switch (kind) {
    case "team-manager":
      return "The team’s manager";
    case "service-team":
      return "The team of the service";
    case "role":
      return role(id);
    case "audience":
      return audience(id);
    case "team":
      return team(id);
    case "person":
      return person(id);
    default:
      return who;
  }
}

function chainNamed(of: string, { role }: RuleWords): string {
  const [from = "", to = ""] = of.split("/");
  return `${role(from)} tells ${to.split("+").map(role).map(lower).join(" and ")}`;
}

function lower(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
