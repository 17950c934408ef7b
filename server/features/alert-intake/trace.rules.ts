/** Who and what the ids in a decision stand for. */
export interface Names {
  person(id: string): string;
  service(id: string): string;
  source(id: string): string;
  /** `13:59` on the reader's clock. */
  time(at: number): string;
}

/** A decision in words: the bold part is what was decided, the rest says why. */
export interface Sentence {
  bold: string;
  rest: string;
}

type Details = Readonly<Record<string, unknown>>;
type Words = (details: Details, names: Names) => Sentence;

const minute = 60_000;

function text(details: Details, name: string): string {
  const value = details[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function wait(details: Details, name: string): string {
  const milliseconds = Number(details[name] ?? 0);
  return milliseconds % minute === 0 ? `${milliseconds / minute} min` : `${milliseconds / 1_000} s`;
}

function who(details: Details, names: Names, name = "personId"): string {
  const id = text(details, name);
  return id ? names.person(id) : "nobody";
}

function target(details: Details): string {
  const [kind, id] = text(details, "via").split("/");
  if (kind === "schedule") return `on call for ${id}`;
  if (kind === "team") return `in the team ${id}`;
  if (kind === "administrators") return "as an administrator";
  return "named by the policy";
}

function place(details: Details): string {
  return `pass ${text(details, "pass")}, step ${Number(details["step"] ?? 0) + 1}`;
}

const say = (bold: string, rest = ""): Sentence => ({ bold, rest });

const intakeWords: Readonly<Record<string, Words>> = {
  received: (details, names) => say("Received", `from ${names.source(text(details, "sourceId"))}`),
  "fold.new": () => say("New", "nothing with this key was known"),
  "fold.new-occurrence": (details) => say("A new occurrence", `number ${text(details, "occurrence")} of this key; the last one ended too long ago to be the same`),
  "fold.reopened": () => say("The same occurrence again", "it had ended only shortly before"),
  "fold.reopened-acknowledged": () => say("Held back: fires again", "the same occurrence, and somebody already has it"),
  "fold.acknowledged-by-tool": () => say("Acknowledged by its own tool"),
  "fold.resolved": () => say("Ended", "its own tool says so"),
  "alert.resolved-by-hand": (details, names) => say("Ended", `by hand, by ${who(details, names)}`),
  "alert.acknowledged-by-hand": (details, names) => say("Acknowledged alone", `by ${who(details, names)}; its group goes on`),
  "service.named": (details, names) => say(`Service: ${names.service(text(details, "serviceId"))}`, "the source or its label names it"),
  "service.default": (details, names) => say(`Service: ${names.service(text(details, "serviceId"))}`, details["unknownName"] ? `the default of the source, since no service is called “${text(details, "unknownName")}”` : "the default of the source"),
  "service.unassigned": (details) => say("Unassigned", details["unknownName"] ? `no service is called “${text(details, "unknownName")}”; the administrators are told` : "it names no service; the administrators are told"),
  "route.name-absent": (details) => say(`Route ${text(details, "route")} passed over`, `this alert has no ${text(details, "name")}`),
  "route.first-match": (details) => say(`Routed: ${text(details, "urgency")}`, `by route ${text(details, "route")}${details["when"] ? `, ${text(details, "when")}` : ", which takes everything"}`),
  "route.none-matched": () => say("Routed: low", "no route asks for it; the administrators are told"),
  "urgency.none": () => say("Held back: nobody is paged", "its route says that this is never paged"),
  "group.opened": (details) => say("Opened a group", Number(details["waitMilliseconds"]) > 0 ? `which waits ${wait(details, "waitMilliseconds")} for others` : "which waits for nothing"),
  "group.joined": (details) => say("Held back: joined its group", `within ${wait(details, "windowMilliseconds")}; nobody is paged twice`),
  "group.joined-more-urgent": (details) => say("Joined its group and raised it", `to ${text(details, "urgency")} urgency`),
  "group.waits": (details) => say("Held back for the group’s wait", `${wait(details, "waitMilliseconds")}, in which others may join`),
};

const pagingWords: Readonly<Record<string, Words>> = {
  "escalation.begun": (details) => say("Looks for somebody", `by the policy ${text(details, "policyId")}, ${text(details, "steps")} steps`),
  "policy.none": () => say("No policy", "so the administrators are paged"),
  "urgency.waits-for-hours": (details, names) => say(`Held back until ${names.time(Number(details["until"]))}`, `low urgency waits for ${who(details, names)}’s working hours`),
  "urgency.raised": () => say("Raised to high urgency", "so it waits no longer"),
  "step.nobody": (details) => say(`Step ${Number(details["step"] ?? 0) + 1} held back`, "nobody is on call in it, so it was passed at once"),
  "step.all-paged-in-pass": (details) => say(`Step ${Number(details["step"] ?? 0) + 1} held back`, "everybody in it was already paged in this pass"),
  "page.already-in-pass": (details, names) => say(`Held back: ${who(details, names)} again`, `${target(details)}, and already paged in this pass`),
  "page.sent": (details, names) => say(`Paged ${who(details, names)}`, `by ${text(details, "channel")}, ${target(details)}, ${place(details)}`),
  "page.attempt-failed": (details, names) => say(`Not taken: ${text(details, "channel")} to ${who(details, names)}`, `${text(details, "error")}; tried again at ${names.time(Number(details["againAt"]))}`),
  "page.given-up": (details, names) => say(`Given up: ${text(details, "channel")} to ${who(details, names)}`, `after ${text(details, "attempt")} tries: ${text(details, "error")}`),
  "page.not-needed": (details, names) => say(`Not needed: ${text(details, "channel")} to ${who(details, names)}`, details["reason"] === "group.resolved" ? "it ended before this was due" : "answered before this was due"),
  "page.withdrawn": (details, names) => say(`Withdrawn from ${who(details, names)}`, details["reason"] === "group.resolved" ? "it ended by itself" : `${who(details, names, "answeredBy")} has it`),
  "contact.no-provider": (details, names) => say(`Held back: ${text(details, "contactId")} of ${who(details, names)}`, `no provider for ${text(details, "channel") || "it"} is set up; the next way moved up`),
  "contact.unverified": (details, names) => say(`Held back: ${text(details, "contactId")} of ${who(details, names)}`, "it was not confirmed yet; the next way moved up"),
  "person.unknown": (details) => say(`Held back: ${text(details, "personId")}`, "nobody of that id exists"),
  "answer.have": (details, names) => say(`${who(details, names)}: “I have it”`, "nobody else is paged"),
  "answer.cannot": (details, names) => say(`${who(details, names)}: “I can’t”`, "so it goes on at once"),
  "escalation.acknowledged": (details, names) => say(details["personId"] ? `${who(details, names)} has it` : "It is in hand", "the search stopped"),
  "escalation.given-back": (details, names) => say(`${who(details, names)} gave it back`, "the search goes on"),
  "administrators.paged": () => say("The policy came to its end", "unanswered, so the administrators are paged"),
  "administrators.nobody": () => say("Nobody left to page", "the policy came to its end and there is no administrator"),
  "group.over-before-page": () => say("Held back: over already", "it ended before anybody could be paged"),
  "group.resolved": () => say("Held back: it ended", "its pages are withdrawn"),
  "incident.ended": () => say("Held back: its incident ended", "its pages are withdrawn"),
};

/** Words a decision; a code that has none of its own is shown as it stands. */
export function wordDecision(code: string, details: Details, names: Names): Sentence {
  const words = intakeWords[code] ?? pagingWords[code];
  return words ? words(details, names) : say(code);
}
