import type { RetrospectiveDetail } from "./contract.ts";
import type { RetrospectiveDocument } from "./markdown.rules.ts";

type Interval = RetrospectiveDetail["measures"]["mttr"];

/** A retrospective as it is presented, turned into the document that is written down. */
export function presentDocument(view: RetrospectiveDetail): RetrospectiveDocument {
  const { incident, measures } = view;
  return {
    ref: incident.ref,
    title: incident.title,
    severity: incident.severity?.name ?? "no severity",
    priority: incident.priority?.name ?? "no priority",
    services: incident.services.map(({ name }) => name),
    owner: view.owner?.name ?? null,
    standing: wordStanding(view),
    milestones: milestonesOf(view),
    measures: { mttd: intervalOf(measures.mttd), mtta: intervalOf(measures.mtta), mttr: intervalOf(measures.mttr), timeToRestore: intervalOf(measures.timeToRestore) },
    keyMoments: view.keyMoments.map(({ at, bold, rest, text }) => ({ at: Date.parse(at), words: [[bold, rest].filter((part) => part !== "").join(" "), text ?? ""].filter((part) => part !== "").join(": ") })),
    sections: view.sections.map(({ title, kind, text }) => ({ title, kind, text })),
    followUps: view.followUps.map(({ text, driver, dueAt, reviewAt, status }) => ({ text, status, driver: driver?.name ?? null, dueAt: dueAt === null ? null : Date.parse(dueAt), reviewAt: Date.parse(reviewAt) })),
  };
}

function wordStanding({ status, dueAt, approvedBy, approvedAt, sharedAt }: RetrospectiveDetail): string {
  const approved = `Approved by ${approvedBy?.name ?? "nobody"} on ${approvedAt?.slice(0, 10) ?? ""}`;
  if (status === "shared") return `${approved}, shared on ${sharedAt?.slice(0, 10) ?? ""}`;
  if (status === "approved") return approved;
  return `${status === "draft" ? "A draft" : "In review"}, due ${dueAt.slice(0, 10)}`;
}

function milestonesOf({ milestones }: RetrospectiveDetail): RetrospectiveDocument["milestones"] {
  const known = Object.entries(milestones).flatMap(([name, view]) => (view.status === "recorded" ? [{ milestone: name as keyof typeof milestones, at: Date.parse(view.at) }] : []));
  return known.sort((a, b) => a.at - b.at);
}

function intervalOf(interval: Interval): RetrospectiveDocument["measures"]["mttr"] {
  if (interval.status === "recorded") return { status: "recorded", milliseconds: interval.seconds * 1_000 };
  return { status: interval.status === "notApplicable" ? "not-applicable" : interval.status };
}
