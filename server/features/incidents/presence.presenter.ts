import type { Content } from "../../platform/event-log/content.ts";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { WrittenProcess } from "../process/index.ts";
import type { IncidentDetail } from "./contract.ts";
import { personNamed, roleNamed } from "./incident.presenter.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { questionsOf } from "./presence.rules.ts";
import { reliefWanted } from "./relief.rules.ts";
import type { OrganizationWords } from "./words.queries.ts";

interface PresenceFacts {
  words: OrganizationWords;
  contents: ReadonlyMap<string, Content>;
}

/** Who hands what over, who is to be relieved, and what is asked of the commander. */
export function presentPresence(state: IncidentState, process: WrittenProcess, { words, contents }: PresenceFacts): Pick<IncidentDetail, "handovers" | "questions" | "relief" | "relieving"> {
  const textOf = (contentId: string | undefined) => (contentId === undefined ? null : (contents.get(contentId)?.text ?? null));
  return {
    handovers: state.handovers.map(({ handoverId, role, fromPersonId, toPersonId, brief, offeredAt, passesAt }) => ({
      ...{ id: handoverId, role, roleName: roleNamed(process, role), brief: textOf(brief.contentId) },
      ...{ from: personNamed(words, fromPersonId), to: personNamed(words, toPersonId) },
      ...{ offeredAt: toIso(offeredAt), passesAt: toIsoOrNull(passesAt ?? null) },
    })),
    questions: questionsOf(state).map(({ questionId, text, byPersonId, askedAt, outcome, answer, settledAt, settledBy = null }) => ({
      ...{ id: questionId, outcome, text: textOf(text.contentId), by: personNamed(words, byPersonId), answer: textOf(answer?.contentId) },
      ...{ askedAt: toIso(askedAt), settledAt: toIsoOrNull(settledAt), settledBy: settledBy === null ? null : personNamed(words, settledBy) },
    })),
    relief: reliefWanted(state).map(({ role, personId, askedAt, dueAt, successorId }) => ({
      ...{ role, roleName: roleNamed(process, role), person: personNamed(words, personId), askedAt: toIsoOrNull(askedAt), dueAt: toIsoOrNull(dueAt) },
      successor: successorId === null ? null : personNamed(words, successorId),
    })),
    relieving: process.relief?.handoff ?? null,
  };
}

export function textsOfQuestions(state: IncidentState): string[] {
  return questionsOf(state).flatMap(({ text, answer }) => [text.contentId, ...(answer ? [answer.contentId] : [])]);
}
