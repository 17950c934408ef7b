/** Who and what the ids in a decision stand for. */
export interface Names {
  person(id: string): string;
  service(id: string): string;
  source(id: string): string;
  schedule(id: string): string;
  team(id: string): string;
  /** Null where no token of that id is known. */
  token(id: string): string | null;
  /** `13:59` on the reader's clock, with the day where it is not today. */
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

/** Whose hand it was; a token that is nobody's own is named itself. */
function hand(details: Details, names: Names): string {
  if (text(details, "personId")) return who(details, names);
  const id = text(details, "tokenId");
  const name = id === "" ? null : names.token(id);
  if (name !== null) return `the API token “${name}”`;
  return id === "" ? "somebody" : "a token";
}

/** A way to reach somebody, as people call it. */
function way(details: Details): string {
  const channel = text(details, "channel");
  const known: Readonly<Record<string, string>> = { sms: "SMS", voice: "voice call" };
  return channel === "" ? `the contact “${text(details, "contactId")}”` : (known[channel] ?? channel);
}

function target(details: Details, names: Names): string {
  const [kind, id = ""] = text(details, "via").split("/");
  if (kind === "schedule") return `on call for ${names.schedule(id)}`;
  if (kind === "team") return `in the team ${names.team(id)}`;
  if (kind === "administrators") return "as an administrator";
  if (kind === "still-on-it") return "asked whether they still have it";
  if (kind === "asked-by") return `asked by ${id === "" ? "somebody" : names.person(id)}`;
  if (kind === "expert-asked-by") return `as an expert, asked by ${id === "" ? "somebody" : names.person(id)}`;
  return "named by the policy";
}

function many(details: Details): boolean {
  const ids = details["people"];
  return Array.isArray(ids) && ids.length > 1;
}

function people(details: Details, names: Names): string {
  const ids = details["people"];
  return Array.isArray(ids) ? together(ids.map((id) => names.person(String(id)))) : "Somebody";
}

/** Said only where another way of the person did move up. */
function next(details: Details): string {
  return details["movesUp"] ? "; the next way moved up" : "";
}

function place(details: Details): string {
  return `pass ${text(details, "pass")}, step ${Number(details["step"] ?? 0) + 1}`;
}

/** Whose silence it is, and why. */
function silencedBy(details: Details, names: Names): string {
  const reason = `“${text(details, "reason")}”`;
  return details["personId"] ? `by ${who(details, names)}: ${reason}` : reason;
}

const say = (bold: string, rest = ""): Sentence => ({ bold, rest });

const verdictWords: Readonly<Record<string, string>> = { actionable: "It was actionable", noise: "It was noise", duplicate: "It was a duplicate" };

function owned(details: Details, names: Names): Sentence {
  const ownerId = text(details, "ownerId");
  if (ownerId === "") return say("Nobody’s any more", `says ${hand(details, names)}`);
  return ownerId === text(details, "personId") ? say(`${names.person(ownerId)} took it over`) : say(`Owner: ${names.person(ownerId)}`, `says ${hand(details, names)}`);
}

const intakeWords: Readonly<Record<string, Words>> = {
  received: (details, names) => say("Received", `from ${names.source(text(details, "sourceId"))}`),
  "fold.new": () => say("New", "nothing with this key was known"),
  "fold.new-occurrence": (details) => say("A new occurrence", `number ${text(details, "occurrence")} of this key; the last one ended too long ago to be the same`),
  "fold.reopened": () => say("The same occurrence again", "it had ended only shortly before"),
  "fold.reopened-acknowledged": () => say("Held back: fires again", "the same occurrence, and somebody already has it"),
  "fold.acknowledged-by-tool": () => say("Acknowledged by its own tool"),
  "fold.resolved": () => say("Ended", "its own tool says so"),
  "fold.lapsed": () => say("Ended", "its own tool spoke of it no more"),
  "alert.resolved-by-hand": (details, names) => say("Ended", `by hand, by ${hand(details, names)}`),
  "alert.acknowledged-by-hand": (details, names) => say(details["isAlone"] ? "Acknowledged alone" : "Acknowledged", `by ${hand(details, names)}${details["isAlone"] ? "; its group goes on" : ""}`),
  "alert.snoozed": (details, names) => say(`Held back: snoozed until ${names.time(Number(details["until"]))}`, `by ${hand(details, names)}; it pages then if it still fires`),
  "alert.snooze-over": () => say("The snooze is over"),
  "alert.snooze-ended": (details, names) => say("The snooze was ended early", `by ${hand(details, names)}`),
  "alert.noted": (details, names) => say("A note was written", `by ${hand(details, names)}`),
  "alert.owned": (details, names) => owned(details, names),
  "alert.verdict": (details, names) => say(verdictWords[text(details, "verdict")] ?? "What it was is open again", `says ${hand(details, names)}`),
  "service.named": (details, names) => say(`Service: ${names.service(text(details, "serviceId"))}`, "the source or its label names it"),
  "service.default": (details, names) => say(`Service: ${names.service(text(details, "serviceId"))}`, details["unknownName"] ? `the default of the source, since no service is called “${text(details, "unknownName")}”` : "the default of the source"),
  "service.unassigned": (details) => say("Unassigned", details["unknownName"] ? `no service is called “${text(details, "unknownName")}”; the administrators are told` : "it names no service; the administrators are told"),
  "route.name-absent": (details) => say(`Route ${text(details, "route")} passed over`, `this alert has no ${text(details, "name")}`),
  "route.first-match": (details) => say(`Routed: ${text(details, "urgency")}`, `by route ${text(details, "route")}${details["when"] ? `, ${text(details, "when")}` : ", which takes everything"}`),
  "route.none-matched": () => say("Routed: low", "no route asks for it; the administrators are told"),
  "urgency.none": () => say("Held back: nobody is paged", "its route says that this is never paged"),
  "fold.stale": () => say("Held back: old news", "its tool told of a later time already"),
  "hold.tool": () => say("Held back: silenced by its own tool", "it pages once the tool lets it fire"),
  "hold.silence": (details, names) => say(`Held back: silenced until ${names.time(Number(details["until"]))}`, silencedBy(details, names)),
  "hold.maintenance": (details, names) => say(`Held back: maintenance until ${names.time(Number(details["until"]))}`, silencedBy(details, names)),
  "hold.flapping": () => say("Held back: it begins and ends time and again", "somebody is paged once it stays"),
  "hold.snooze": () => say("Held back: snoozed", "somebody asked for quiet about it"),
  "hold.symptom": (details, names) => say("Held back: a symptom", `${names.service(text(details, "serviceId"))}, which its service depends on, has an open incident; it pages if it still fires when that is over`),
  "hold.released-by-hand": (details, names) => say("To be paged after all", `says ${hand(details, names)}`),
  "hold.released": () => say("Held back no more", "it still fires"),
  "group.opened": (details) => say("Opened a group", Number(details["waitMilliseconds"]) > 0 ? `which waits ${wait(details, "waitMilliseconds")} for others` : "which waits for nothing"),
  "group.joined": (details) => say("Held back: joined its group", `within ${wait(details, "windowMilliseconds")}; nobody is paged twice`),
  "group.joined-more-urgent": (details) => say("Joined its group and raised it", `to ${text(details, "urgency")} urgency`),
  "group.waits": (details) => say("Held back for the group’s wait", `${wait(details, "waitMilliseconds")}, in which others may join`),
};

/** Why a page is over without an answer, before it was due and after it was sent. */
const ends: Readonly<Record<string, { before: string; after: string }>> = {
  "group.resolved": { before: "nothing of it paged any more before this was due", after: "nothing of it pages any more" },
  "incident.ended": { before: "its incident ended before this was due", after: "its incident ended" },
  "call.not-needed": { before: "nobody was needed any more before this was due", after: "nobody is needed any more" },
};

/** Why somebody's next means was used before its time. */
const forwardReasons: Readonly<Record<string, string>> = {
  "attempt.failed": "another means did not get through",
  "receipt.missing": "nobody knows whether another means arrived",
  "spend.cap": "the messages of the day by another means are spent",
};

const pagingWords: Readonly<Record<string, Words>> = {
  "escalation.begun": (details) => say("Looks for somebody", `by the policy ${text(details, "policyId")}, ${text(details, "steps")} steps`),
  "policy.none": () => say("No policy", "nothing says who is on call for this"),
  "urgency.waits-for-hours": (details, names) => say(`Held back until ${names.time(Number(details["until"]))}`, `low urgency waits for ${who(details, names)}’s working hours`),
  "urgency.raised": () => say("Raised to high urgency", "so it waits no longer"),
  "step.nobody": (details) => say(`Step ${Number(details["step"] ?? 0) + 1} held back`, "nobody is on call in it, so it was passed at once"),
  "step.unreachable": (details) => say(`Step ${Number(details["step"] ?? 0) + 1} passed at once`, "nobody in it can be reached"),
  "step.all-paged-in-pass": (details) => say(`Step ${Number(details["step"] ?? 0) + 1} held back`, "everybody in it was already paged in this pass"),
  "step.all-away": (details) => say(`Step ${Number(details["step"] ?? 0) + 1} held back`, "everybody whose turn it could be is away"),
  "escalation.counted": (details, names) => say(`${text(details, "has")} of ${text(details, "needed")} have it`, `${who(details, names)} too; the search goes on`),
  "declaring.asked": (details, names) => say(`Is it an incident? ${people(details, names)} asked`, "by the process it looks like one, and none was declared"),
  "declaring.declined": (details, names) => say("Not an incident", `says ${hand(details, names)}${text(details, "reason") === "" ? "" : `: “${text(details, "reason")}”`}`),
  "holder.asked": (details, names) => say(`Still on it? ${who(details, names)} is asked`, `nothing was done since they took it; without an answer until ${names.time(Number(details["until"]))} others are looked for`),
  "holder.question-deferred": (details, names) => say(`Nobody is asked before ${names.time(Number(details["until"]))}`, "low urgency waits for working hours"),
  "holder.acted": (details, names) => say("Nobody is asked whether they still have it", `something was done at ${names.time(Number(details["actedAt"]))}`),
  "holder.confirmed": (details, names) => say(`${who(details, names)} still has it`),
  "holder.silent": (details, names) => say(`${who(details, names)} did not say whether they still have it`, details["stillHas"] ? `${text(details, "stillHas")} still have it, and more are looked for` : "so the search goes on"),
  "escalation.by-hand-next-step": (details, names) => say("On to the next step", `says ${hand(details, names)}`),
  "escalation.by-hand-policy": (details, names) => say("On by another policy", `says ${hand(details, names)}`),
  "escalation.by-hand-people": (details, names) => say(`${people(details, names)} asked in`, `by ${hand(details, names)}`),
  "escalation.by-hand-experts": (details, names) => say(`${people(details, names)} asked as ${many(details) ? "experts" : "an expert"}`, `by ${hand(details, names)}`),
  "page.already-in-pass": (details, names) => say(`Held back: ${who(details, names)} again`, `${target(details, names)}, and already paged in this pass`),
  "reconciler.page": (details, names) => say(`Found again by the reconciler: ${way(details)} to ${who(details, names)}`, details["isSaidSent"] ? "it counted as sent, and nobody had taken it; it is sent now" : "it was due, and nothing was left to send it; it is sent now"),
  "reconciler.step": () => say("Found again by the reconciler: the next step", "nothing was left to take it in its time"),
  "reconciler.question": () => say("Found again by the reconciler: whether somebody still has it", "nothing was left to ask it in its time"),
  "clock.went-back": (details) => say("The database’s clock went back", `by ${wait(details, "byMilliseconds")}; what is waited for comes when it would have come`),
  "reconciler.begin": () => say("Found again by the reconciler: the group’s wait is over", "and nobody was looked for; somebody is now"),
  "page.sent": (details, names) => say(`Paged ${who(details, names)}`, `by ${way(details)}, ${target(details, names)}, ${place(details)}`),
  "copy.sent": (details, names) => say(`A copy to ${who(details, names)}`, `by ${way(details)}, beside ${who(details, names, "besideId")} on ${names.schedule(text(details, "scheduleId"))} to learn; nobody waits for an answer to it`),
  "copy.given-up": (details, names) => say(`No copy to ${who(details, names)}`, `who stands beside ${who(details, names, "besideId")} to learn: ${text(details, "error")}`),
  "page.attempt-failed": (details, names) => say(`Not taken: ${way(details)} to ${who(details, names)}`, `${text(details, "error")}; tried again at ${names.time(Number(details["againAt"]))}`),
  "page.not-confirmed": (details, names) => say(`Not confirmed: ${way(details)} to ${who(details, names)}`, details["reason"] === "late" ? "the provider took it, and did not tell within a minute that it arrived" : `the provider says that it did not arrive: ${text(details, "words")}`),
  "page.brought-forward": (details, names) => say(`Tried sooner: ${way(details)} to ${who(details, names)}`, forwardReasons[text(details, "because")] ?? ""),
  "page.spared": (details, names) => say(`Not sent: ${way(details)} to ${who(details, names)}`, "the messages of the day are spent, and somebody was reached about this already"),
  "page.given-up": (details, names) => say(`Given up: ${way(details)} to ${who(details, names)}`, `after ${text(details, "attempt")} tries: ${text(details, "error")}`),
  "page.not-needed": (details, names) => say(`Not needed: ${way(details)} to ${who(details, names)}`, ends[text(details, "reason")]?.before ?? "answered before this was due"),
  "page.withdrawn": (details, names) => say(`Withdrawn from ${who(details, names)}`, ends[text(details, "reason")]?.after ?? (text(details, "answeredBy") ? `${who(details, names, "answeredBy")} has it` : "it is in hand")),
  "contact.no-provider": (details, names) => say(`Held back: ${way(details)} to ${who(details, names)}`, `no provider for it is set up${next(details)}`),
  "contact.unverified": (details, names) => say(`Held back: ${way(details)} to ${who(details, names)}`, `it was not confirmed yet${next(details)}`),
  "person.unknown": (details) => say(`Held back: ${text(details, "personId")}`, "nobody of that id exists"),
  "answer.have": (details, names) => say(`${who(details, names)}: “I have it”`),
  "answer.cannot": (details, names) => say(`${who(details, names)}: “I can’t”`, "so it goes on at once"),
  "escalation.acknowledged": (details, names) => details["personId"] ? say(`${who(details, names)} has it`, "the search stopped") : say("It is in hand", details["tokenId"] ? `${hand(details, names)} took it; the search stopped` : "the search stopped"),
  "escalation.given-back": (details, names) => say(`${who(details, names)} gave it back`, "the search goes on"),
  "administrators.paged": (details) => details["hasPolicy"] === false ? say("The administrators are paged", "since nothing says who is on call for this") : say("The policy came to its end", "unanswered, so the administrators are paged"),
  "administrators.nobody": (details) => details["hasPolicy"] === false ? say("Nobody to page", "there is neither a policy nor an administrator") : say("Nobody left to page", "the policy came to its end and there is no administrator"),
  "group.over-before-page": () => say("Held back: over already", "it ended before anybody could be paged"),
  "group.resolved": () => say("Nobody else is paged", "nothing in its group pages any more"),
  "held.elsewhere": () => say("Held back: in hand elsewhere", "others look after what it comes from"),
  "incident.ended": () => say("Its incident ended", "nobody else is paged"),
  "incident.split": () => say("Went to another incident, which was split off", "the search for somebody goes on there where it stood"),
  "incident.merged": () => say("Its incident became part of another", "the search for somebody goes on there"),
  "incident.in-hand": (details, names) => say("Held back: its incident is in hand", `${details["personId"] ? who(details, names) : "somebody"} has it, so nobody is paged again`),
  "incident.already-paging": () => say("Held back: its incident is paging", "somebody is looked for there by the same policy, so nobody is paged twice"),
  "call.not-needed": () => say("Nobody is needed any more", "nobody else is paged"),
  "group.joined-incident": () => say("Joined an incident", "whoever is looked for is looked for there"),
  "group.left-incident": () => say("Taken out of its incident", "it stands for itself again"),
};

/** Words a decision; a code that has none of its own is shown as it stands. */
export function wordDecision(code: string, details: Details, names: Names): Sentence {
  const words = intakeWords[code] ?? pagingWords[code];
  return words ? words(details, names) : say(code);
}

/** Where an alert stands, as far as it matters to why it paged or did not. */
export interface AlertStanding {
  status: "firing" | "acknowledged" | "resolved";
  isInHand: boolean;
  ownerId: string | null;
  /** Until when somebody wants quiet; null where nobody does. */
  snoozedUntil: number | null;
  /** Whom its group paged, in order; null where nobody was. */
  paged: readonly string[] | null;
  /** The last decision by which somebody was paged or left in peace. */
  decision: { code: string; details: Details } | null;
}

/** Why it paged or did not, as it stands now: who has it, whom it paged once it ended, else the last decision. */
export function wordWhy({ status, isInHand, ownerId, snoozedUntil, paged, decision }: AlertStanding, names: Names): Sentence | null {
  if (snoozedUntil !== null) return say(`Snoozed until ${names.time(snoozedUntil)}`, ownerId === null ? "" : `${names.person(ownerId)} has it so long`);
  if (status === "acknowledged") return say("In hand", ownerId === null ? "" : `${names.person(ownerId)} has it`);
  if (status === "resolved" && paged !== null) {
    const owner = ownerId === null ? "somebody" : shortName(ownerId, names);
    return say(`Paged ${together(paged.map((id) => shortName(id, names)))}; ${isInHand ? `${owner} had it` : "nobody had taken it"}`);
  }
  return decision && wordDecision(decision.code, decision.details, names);
}

const shortName = (id: string, names: Names): string => names.person(id).split(" ")[0] ?? id;

function together(names: readonly string[]): string {
  if (names.length > 3) return `${names.slice(0, 2).join(", ")} and ${names.length - 2} others`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
