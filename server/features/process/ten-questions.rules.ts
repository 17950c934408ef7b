import { capital, everyWords, listWords, midSentence, namesOf, spanWords, type Names, type OutsideNames } from "./phrases.rules.ts";
import { commandRoleOf, coveringRole } from "./process.rules.ts";
import type { PartId, WholeProcess, WholeRole } from "./whole-process.rules.ts";

/** One of the ten questions that a process must answer (004 §9.3.10), and what the configuration says to it. */
export interface AnsweredQuestion {
  question: string;
  /** Sentences; null where the process says nothing to it. */
  answer: string | null;
  /** The parts that the answer comes from, or where it would be written. */
  parts: readonly PartId[];
}

type Say = (process: WholeProcess, names: Names) => string | null;

const questions: readonly { question: string; parts: readonly PartId[]; say: Say }[] = [
  { question: "When is incident coordination required?", parts: ["declare", "roles"], say: whenRequired },
  { question: "Who initiates incident coordination?", parts: ["roles", "brought-in"], say: whoInitiates },
  { question: "Who is making decisions?", parts: ["roles", "relief"], say: whoDecides },
  { question: "How are the decisions communicated?", parts: ["war-room"], say: howCommunicated },
  { question: "Who is in charge of receiving the communicated decisions?", parts: ["roles", "brought-in"], say: whoReceives },
  { question: "Who has to follow the decisions?", parts: ["roles"], say: whoFollows },
  { question: "What is the freedom versus responsibility for the teams involved?", parts: ["roles", "news"], say: whatFreedom },
  { question: "Who is responsible for communication?", parts: ["roles", "news"], say: (process, names) => whoAnswersFor(process, names, "communication") },
  { question: "Who is responsible for documentation?", parts: ["roles"], say: (process, names) => whoAnswersFor(process, names, "documentation") },
  { question: "Who is responsible for running the incident postmortem?", parts: ["retrospective"], say: whoReviews },
];

/** The ten questions with their answers, in sentences. */
export function answerQuestions(process: WholeProcess, outside: OutsideNames): AnsweredQuestion[] {
  const names = namesOf(process, outside);
  return questions.map(({ question, parts, say }) => ({ question, parts, answer: say(process, names) }));
}

const sentences = (...parts: readonly (string | null)[]) => parts.filter((part): part is string => part !== null && part !== "").join(" ") || null;

function whenRequired(process: WholeProcess, names: Names): string | null {
  const coordinating = new Set(process.roles.filter(({ area }) => area === "coordination").map(({ id }) => id));
  const severities = process.severities.filter(({ id }) => process.rolesRequired[id]?.some((role) => coordinating.has(role))).map(({ id }) => id);
  const declared = process.declareWhen.map(({ text }) => midSentence(text).replace(/\.$/, ""));
  return sentences(
    severities.length === 0 ? null : `For incidents of ${names.severities(severities)}.`,
    declared.length === 0 ? null : `An incident is declared as soon as one of these is so: ${declared.join("; ")}.`,
  );
}

function whoInitiates(process: WholeProcess, names: Names): string | null {
  const command = commandRoleOf(process);
  const joining = process.severities.flatMap(({ id }) => {
    const people = process.join[id]?.map(({ who }) => names.target(who)) ?? [];
    return people.length === 0 ? [] : [{ id, people: listWords(people) }];
  });
  const together = [...new Set(joining.map(({ people }) => people))].map((people) => `${capital(people)} is called in at ${names.severities(joining.filter((one) => one.people === people).map(({ id }) => id))}.`);
  return sentences("Whoever is on call, by declaring an incident and setting its severity.", command.default === "first-paged" ? `The first who acknowledges is ${names.role(command.id)} until somebody takes over.` : null, ...together);
}

function whoDecides(process: WholeProcess, names: Names): string | null {
  const command = commandRoleOf(process);
  if (!process.roles.some(({ id }) => id === command.id)) return null;
  const limit = process.relief?.roles[command.id] ?? process.relief?.roles["default"];
  const duties = command.duties.map(midSentence);
  return sentences(
    `${capital(names.role(command.id))}.`,
    duties.length === 0 ? null : `The duties are: ${duties.join("; ")}.`,
    command.default === "first-paged" ? "It is never vacant: the first who is paged holds it until somebody else does." : null,
    limit === undefined ? null : `After ${spanWords(limit)} at most somebody else takes over.`,
  );
}

function howCommunicated({ warRoom }: WholeProcess): string | null {
  if (!warRoom) return null;
  const { chat, video, fallback } = warRoom;
  const places = [...(chat ? [`the chat channel ${chat.channel}`] : []), ...(video === undefined ? [] : [`the video call ${video}`])];
  return sentences(
    places.length === 0 ? null : `In places made for the incident: ${listWords(places)}. There {{ref}} stands for its number.`,
    "Each decision is a line of the incident's timeline.",
    fallback === undefined ? null : "Where these are away, in one e-mail thread.",
  );
}

/** Those whose work is in the incident, the one who decides left out. */
function workers(process: WholeProcess): WholeRole[] {
  const command = commandRoleOf(process).id;
  return process.roles.filter(({ id, area }) => id !== command && area !== "learning");
}

function whoReceives(process: WholeProcess, names: Names): string | null {
  const executing = process.roles.filter(({ area }) => area === "execution").map(({ id }) => names.role(id));
  const told = [...new Set(Object.values(process.notify).flatMap((entries) => entries.map(({ who }) => names.target(who))))];
  return sentences(
    executing.length === 0 ? null : `${capital(listWords(executing))}, and whoever is on call for a service that is hit.`,
    told.length === 0 ? null : `Told once: ${listWords(told)}.`,
  );
}

function whoFollows(process: WholeProcess, names: Names): string | null {
  const roles = workers(process).map(({ id }) => names.role(id));
  return roles.length === 0 ? null : `Whoever holds a role (${listWords(roles)}) or answered a page of the incident.`;
}

function whatFreedom(process: WholeProcess, names: Names): string | null {
  const free = process.roles.filter(({ mayChangeProduction }) => mayChangeProduction).map(({ id }) => names.role(id));
  const executing = new Set(process.roles.filter(({ area }) => area === "execution").map(({ id }) => id));
  const owed = process.owedUpdates.filter(({ from }) => executing.has(from)).map(({ from, to, every }) => `${names.role(from)} tells ${listWords(to.map(names.target))} ${everyWords(every)}`);
  if (free.length === 0 && owed.length === 0) return null;
  return sentences(
    free.length === 0 ? null : `Freedom: ${listWords(free)} choose${free.length === 1 ? "s" : ""} the technical solution and may change production; nobody else does.`,
    `Responsibility: to receive decisions, to carry them out, to say how it stands${owed.length === 0 ? "" : `: ${owed.join("; ")}`}.`,
  );
}

/** By severity, since a role that is not required there falls to the one it combines into. */
function whoAnswersFor(process: WholeProcess, names: Names, area: string): string | null {
  const [role] = process.roles.filter((one) => one.area === area);
  if (!role) return null;
  if (role.default === "muster") return `Muster, as ${names.role(role.id)}, until a person takes it.`;
  const holders = process.severities.map(({ id }) => {
    const required = process.rolesRequired[id] ?? [];
    return { id, holder: coveringRole(process, role.id, (one) => required.includes(one)) };
  });
  const groups = [...new Set(holders.map(({ holder }) => holder))];
  return groups.map((holder) => `At ${names.severities(holders.filter((one) => one.holder === holder).map(({ id }) => id))} ${names.role(holder)}${holder === role.id ? "" : `, as long as nobody holds ${names.role(role.id)}`}.`).join(" ");
}

function whoReviews(process: WholeProcess, names: Names): string | null {
  const { retrospective } = process;
  if (!retrospective) return null;
  const { ownedBy, approvedBy } = retrospective;
  const facilitators = process.roles.filter(({ area }) => area === "learning").map(({ id }) => names.role(id));
  return sentences(
    ownedBy.length === 0 ? null : `${capital(ownedBy.map(names.role).join(", else "))}.`,
    facilitators.length === 0 ? null : `${capital(listWords(facilitators))} may lead the conversation.`,
    `It is approved by ${names.target(approvedBy)}.`,
  );
}
