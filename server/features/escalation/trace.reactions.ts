import type { LoggedEvent } from "../../platform/event-log/event.ts";
import type { Decision } from "../alert-intake/index.ts";
import { subjectOfStream } from "./escalation.decider.ts";
import type { EscalationFact } from "./escalation.events.ts";

interface Told {
  code: string;
  outcome: Decision["outcome"];
  details: object;
}

/** What escalations decided, as lines for the traces of their groups. */
export function decisionsOfEscalations(events: readonly LoggedEvent<EscalationFact>[]): Decision[] {
  return events.flatMap((event) => {
    const subject = subjectOfStream(event.streamId);
    if (subject.kind !== "group") return [];
    const { streamId, version, occurredAt } = event;
    return wordsOf(event.fact).map((told, part): Decision => ({ groupId: subject.id, alertId: null, at: occurredAt, ...told, event: { streamId, version, part } }));
  });
}

function wordsOf(fact: EscalationFact): Told[] {
  switch (fact.type) {
    case "escalation begun": {
      const { policyId, urgency, repeat, steps } = fact.data;
      const code = policyId === null ? "policy.none" : "escalation.begun";
      return [{ code, outcome: "passed", details: { policyId, urgency, repeat, steps: steps.length } }];
    }
    case "escalation deferred":
      return [{ code: "urgency.waits-for-hours", outcome: "held", details: fact.data }];
    case "step begun": {
      const { pass, step, leftInPeace } = fact.data;
      return leftInPeace.map(({ personId, via }) => ({ code: "page.already-in-pass", outcome: "held", details: { pass, step, personId, via } }));
    }
    case "step passed over":
      return [{ code: fact.data.reason, outcome: "held", details: { pass: fact.data.pass, step: fact.data.step } }];
    case "step declined":
      return [];
    case "administrators paged": {
      const hasNobody = fact.data.people.length === 0;
      return [{ code: hasNobody ? "administrators.nobody" : "administrators.paged", outcome: hasNobody ? "held" : "passed", details: { pass: fact.data.pass } }];
    }
    case "urgency raised":
      return [{ code: "urgency.raised", outcome: "passed", details: {} }];
    case "escalation acknowledged":
      return [{ code: "escalation.acknowledged", outcome: "passed", details: fact.data }];
    case "escalation given back":
      return [{ code: "escalation.given-back", outcome: "passed", details: fact.data }];
    case "escalation ended":
      return [{ code: fact.data.reason, outcome: "held", details: {} }];
  }
}
