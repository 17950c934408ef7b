/** One entry of the audit trail. `details` names content, since values may hold what somebody must be able to take out again. */
export interface AuditData {
  section: string;
  id: string;
  action: string;
  paths: readonly string[];
  details: { contentId: string; hash: string } | null;
}

export type AuditFact =
  /** Who may come in, or what they may do, changed: an account, a password, a token, an invitation, who sees a private incident. */
  | { type: "access changed"; data: AuditData }
  /** Somebody signed in or out. */
  | { type: "session changed"; data: AuditData }
  /** A part of the configuration was made, changed or deleted. */
  | { type: "configuration changed"; data: AuditData }
  /** An administrator dealt with a notice. */
  | { type: "notice settled"; data: AuditData }
  /** An administrator read a report of conduct, dealt with it, or took it up again; what it says stands nowhere here. */
  | { type: "conduct report handled"; data: AuditData }
  /** Somebody took evidence out, of an incident or of a period. */
  | { type: "evidence exported"; data: AuditData };

const types: Readonly<Record<string, AuditFact["type"]>> = {
  accounts: "access changed",
  tokens: "access changed",
  invitations: "access changed",
  sessions: "session changed",
  incidents: "access changed",
  notices: "notice settled",
  "evidence-packs": "evidence exported",
  "conduct-reports": "conduct report handled",
};

/** The event of an entry; every section that is not one of this feature's is a part of the configuration. */
export function asAuditFact(data: AuditData): AuditFact {
  return { type: types[data.section] ?? "configuration changed", data };
}
