import type { EntryView } from "../../server/features/incidents/timeline.contract.ts";

/** An entry for tests and pictures: a note of Chidi's on the Thursday of the example, `at` as `14:01` in UTC. */
export function anEntry({ at = "14:00", ...parts }: Partial<EntryView> = {}): EntryView {
  const moment = `2026-11-19T${at}:00.000Z`;
  return {
    id: "e000000001",
    entry: 1,
    kind: "note",
    at: moment,
    recordedAt: moment,
    isBackdated: false,
    actor: { kind: "person", id: "chidi", name: "Chidi Novak" },
    roles: [],
    bold: "",
    rest: "",
    moment: null,
    text: "Payments queue for a ledger connection; looking why.",
    redacted: null,
    isPinned: false,
    replyTo: null,
    evidence: null,
    attempts: [],
    updateId: null,
    subject: null,
    ...parts,
  };
}
