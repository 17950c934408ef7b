import type { Written } from "../paging/page-message.rules.ts";
import { mailPage, paragraph } from "./mail-html.rules.ts";
import { headOf, insideWords, oneLine, subjectOf, type IncidentWords } from "./update-message.rules.ts";

/** What somebody is told once of an incident. */
export interface NoticeStory {
  incident: IncidentWords;
  /** "You are told because …". */
  because: string;
  link: string;
}

/** Writes the one message to whoever the process notifies. */
export function writeIncidentNotice({ incident, because, link }: NoticeStory): Written {
  const inside = insideWords(incident);
  return {
    subject: subjectOf(incident, ""),
    text: `${[headOf(incident).join("\n"), inside.join("\n"), because, link].filter((part) => part !== "").join("\n\n")}\n`,
    html: mailPage({ ...incident, title: oneLine(incident.title) }, { body: inside.map((words) => paragraph(words, "quiet")), link, foot: because }),
  };
}

/** Why somebody is told, from the word of the process that means them. */
export function becauseOf(who: string, names: { teams: readonly string[]; target: string; severity: string }): string {
  const [kind] = who.split("/");
  switch (kind) {
    case "team-manager":
      return `You are told because you manage ${names.teams.map((team) => `the team ${team}`).join(" and ")}.`;
    case "service-team":
    case "team":
      return `You are told because you belong to the team ${names.target}.`;
    case "audience":
      return `You are told because you belong to ${names.target}.`;
    case "schedule":
      return `You are told because you are on call for ${names.target}.`;
    case "role":
      return `You are told because of your role: ${names.target}.`;
    default:
      return `You are told because the process names you for ${names.severity}.`;
  }
}
