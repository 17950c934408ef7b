import type { IncidentFact } from "./incident.events.ts";
import { line, listOf, type Line, type WordsOfIds } from "./timeline-line.rules.ts";

const settledWords = { done: "Duty done", dropped: "Duty dropped", open: "Duty taken up again" } as const;

/** What is said of duties, deputies, workstreams and hand-overs ahead; null for any other fact. */
export function tellStaffing(fact: IncidentFact, words: WordsOfIds): Line | null {
  switch (fact.type) {
    case "duty settled":
      return line("task", settledWords[fact.data.status], `${words.duty(fact.data.role, fact.data.place)} of ${words.role(fact.data.role)}`);
    case "deputy named":
      return fact.data.personId === null ? line("role", words.role(fact.data.role), "has no deputy any more") : line("role", words.person(fact.data.personId), `is deputy for ${words.role(fact.data.role)}`);
    case "owed update passed": {
      const { toRoles, toAudienceIds, deputyId, role } = fact.data;
      const to = listOf([...toAudienceIds.map(words.audience), ...toRoles.map(words.role)]);
      return line("role", words.person(deputyId), `may give the update of ${words.role(role)} to ${to} too; it was expected`, fact.data.dueAt);
    }
    case "workstream opened":
      return line("role", words.person(fact.data.leadId), `leads the workstream ${words.workstream(fact.data.workstreamId)}, which is new`);
    case "workstream changed":
      return line("role", words.person(fact.data.leadId), `leads the workstream ${words.workstream(fact.data.workstreamId)} now`);
    case "workstream closed":
      return line("role", "Workstream closed:", words.workstream(fact.data.workstreamId));
    case "handover planned":
      return line("handover", words.person(fact.data.toPersonId), `is to take over ${words.role(fact.data.role)}`, fact.data.passesAt);
    case "handover unplanned":
      return line("handover", "A hand-over ahead", fact.data.because === "person" ? "was called off" : "could not be offered: another one runs, or nobody holds the role");
    default:
      return null;
  }
}
