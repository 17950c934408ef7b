/** What an escalation is about: a group of alerts, or an incident. */
export interface Subject {
  kind: "group" | "incident";
  id: string;
}

export type Urgency = "high" | "low" | "none";
