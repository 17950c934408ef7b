import type { AskCondition } from "../../values/condition-answer.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { finding, notApplicable, proofOf, type Finding } from "./finding.rules.ts";
import type { Story, ToldEvent } from "./story.rules.ts";

const chapter = "deciding";

/** Whether it was declared when the process says (001, 003): what a clock can tell is told; the rest is a question for people. */
export function judgeDeclaring(process: WrittenProcess, story: Story, ask: AskCondition): Finding[] {
  const waited = waitedFor(story);
  return process.declareWhen.map(({ when }, place) => {
    const rule = `declareWhen/${place}`;
    if (when === undefined) return notApplicable(rule, chapter, "for-people");
    const answer = ask(when, waited.values);
    if ("missing" in answer) return notApplicable(rule, chapter, "not-known");
    const proof = proofOf(...waited.proof, story.entries[0]);
    return finding({ rule, chapter, verdict: answer.holds ? "missed" : "met", happenedAt: story.end.declaredAt, because: answer.holds ? "later" : null, proof });
  });
}

/** What the searches that the incident took over say of the time before it was declared. */
function waitedFor(story: Story): { values: Record<string, unknown>; proof: ToldEvent<unknown>[] } {
  const { declaredAt } = story.end;
  const adopted = [...story.calls.values()].flat().flatMap((event) => (event.fact.type === "escalation adopted" && event.at <= declaredAt ? [{ event, data: event.fact.data }] : []));
  const answered = adopted.flatMap(({ event, data }) => (data.acknowledgedAt === null ? [] : [{ event, at: data.acknowledgedAt }]));
  const first = answered.reduce<(typeof answered)[number] | null>((earliest, one) => (earliest === null || one.at < earliest.at ? one : earliest), null);
  const teamsPaged = new Set(adopted.map(({ data }) => data.policyId)).size;
  return { values: { acknowledgedFor: first ? Math.max(0, declaredAt - first.at) : 0, teamsPaged }, proof: adopted.map(({ event }) => event) };
}
