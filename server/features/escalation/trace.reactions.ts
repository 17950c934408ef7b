import type { LoggedEvent } from "../../platform/event-log/event.ts";
import type { Actor } from "../../values/actor.ts";
import { groupsConcerned } from "../../values/subject.ts";
import type { Decision } from "../alert-intake/index.ts";
import { subjectOfStream } from "./escalation.decider.ts";
import type { EndReason, EscalationFact } from "./escalation.events.ts";

interface Told {
  code: string;
  outcome: Decision["outcome"];
  details: object;
}

/** What escalations decided, as lines for the traces of their groups. */
export function decisionsOfEscalations(events: readonly LoggedEvent<EscalationFact>[]): Decision[] {
  return events.flatMap((event) => {
    const { streamId, version, occurredAt, fact, actor } = event;
    const lines = groupsConcerned(subjectOfStream(streamId), fact.data).flatMap((groupId) => wordsOf(fact, actor).map((told) => ({ groupId, ...told })));
    return lines.map((line, part): Decision => ({ alertId: null, at: occurredAt, ...line, event: { streamId, version, part } }));
  });
}

/** Reasons for which the search ended here to go on elsewhere. */
const goesOn: ReadonlySet<EndReason> = new Set(["group.joined-incident", "incident.merged"]);

function wordsOf(fact: EscalationFact, actor: Actor): Told[] {
  switch (fact.type) {
    case "escalation begun": {
      const { policyId, urgency, repeat, steps } = fact.data;
      const code = policyId === null ? "policy.none" : "escalation.begun";
      return [{ code, outcome: "passed", details: { policyId, urgency, repeat, steps: steps.length } }];
    }
    case "escalation deferred":
      return [{ code: "urgency.waits-for-hours", outcome: "held", details: { until: fact.data.until, personId: fact.data.personId } }];
    case "step begun": {
      const { pass, step, leftInPeace } = fact.data;
      return leftInPeace.map(({ personId, via }) => ({ code: "page.already-in-pass", outcome: "held", details: { pass, step, personId, via } }));
    }
    case "step passed over":
      return [{ code: fact.data.reason, outcome: "held", details: { pass: fact.data.pass, step: fact.data.step } }];
    case "escalation adopted":
    case "step declined":
    case "call exhausted":
      return [];
    case "administrators paged": {
      const hasNobody = fact.data.people.length === 0;
      return [{ code: hasNobody ? "administrators.nobody" : "administrators.paged", outcome: hasNobody ? "held" : "passed", details: { pass: fact.data.pass, hasPolicy: fact.data.step > 0 } }];
    }
    case "urgency raised":
      return [{ code: "urgency.raised", outcome: "passed", details: {} }];
    case "escalation acknowledged":
      return [{ code: "escalation.acknowledged", outcome: "passed", details: { personId: fact.data.personId, ...(fact.data.personId === null && actor.kind === "token" && { tokenId: actor.id }) } }];
    case "escalation given back":
      return [{ code: "escalation.given-back", outcome: "passed", details: { personId: fact.data.personId } }];
    case "escalation ended":
      return [{ code: fact.data.reason, outcome: goesOn.has(fact.data.reason) ? "passed" : "held", details: {} }];
  }
}
