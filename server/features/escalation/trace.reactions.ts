import type { LoggedEvent } from "../../platform/event-log/event.ts";
import { personOf, type Actor } from "../../values/actor.ts";
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
const goesOn: ReadonlySet<EndReason> = new Set(["group.joined-incident", "incident.merged", "incident.split"]);

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
    default:
      return wordsOfHolding(fact) ?? wordsByHand(fact, actor);
  }
}

/** What became of those who have it; null where a fact is not about them. */
function wordsOfHolding(fact: EscalationFact): Told[] | null {
  switch (fact.type) {
    case "acknowledgement counted": {
      const { personId, has, needed } = fact.data;
      return [{ code: "escalation.counted", outcome: "passed", details: { personId, has, needed } }];
    }
    case "escalation given back": {
      const { personId, isSilent = false, stillHas = [] } = fact.data;
      return [{ code: isSilent ? "holder.silent" : "escalation.given-back", outcome: "passed", details: { personId, ...(stillHas.length > 0 && { stillHas: stillHas.length }) } }];
    }
    case "holders asked":
      return fact.data.people.map((personId) => ({ code: "holder.asked", outcome: "passed", details: { personId, until: fact.data.until } }));
    case "question deferred":
      return [{ code: "holder.question-deferred", outcome: "held", details: { until: fact.data.until } }];
    case "clock went back":
      return [{ code: "clock.went-back", outcome: "passed", details: { byMilliseconds: fact.data.byMilliseconds } }];
    case "action seen":
      return [{ code: "holder.acted", outcome: "held", details: { actedAt: fact.data.actedAt } }];
    case "holder confirmed":
      return [{ code: "holder.confirmed", outcome: "passed", details: { personId: fact.data.personId } }];
    default:
      return null;
  }
}

function wordsByHand(fact: EscalationFact, actor: Actor): Told[] {
  switch (fact.type) {
    case "escalated by hand":
      return [{ code: `escalation.by-hand-${fact.data.wish}`, outcome: "passed", details: { personId: personOf(actor), people: fact.data.people.map(({ personId }) => personId) } }];
    case "policy changed":
      return [{ code: "escalation.begun", outcome: "passed", details: { policyId: fact.data.policyId, steps: fact.data.steps.length } }];
    case "escalation ended":
      return [{ code: fact.data.reason, outcome: goesOn.has(fact.data.reason) ? "passed" : "held", details: {} }];
    default:
      return [];
  }
}
