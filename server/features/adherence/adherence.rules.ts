import type { Instant } from "../../values/instant.ts";
import type { Zone } from "../../values/zone.ts";
import type { AskCondition } from "../../values/condition-answer.ts";
import type { WrittenProcess } from "../process/process.rules.ts";
import { judgeDeciding } from "./deciding.rules.ts";
import { judgeDeclaring } from "./declaring.rules.ts";
import type { Finding, Proof } from "./finding.rules.ts";
import { judgeLearning } from "./learning.rules.ts";
import { judgeReached } from "./reached.rules.ts";
import { judgeRelief } from "./relief.rules.ts";
import type { Story } from "./story.rules.ts";
import { judgeTelling } from "./telling.rules.ts";

/** What the log does not hold and a verdict needs: the present, the organization's clock, and how conditions of the process are worked out. */
export interface Beside {
  now: Instant;
  zone: Zone;
  ask: AskCondition;
}

/** What became of every clause of the process in one incident, by its log alone: a finding each, in the order of the chapters. */
export function adherence(process: WrittenProcess, story: Story, { now, zone, ask }: Beside): Finding[] {
  const findings = [
    ...judgeReached(process, story, now),
    ...judgeDeclaring(process, story, ask),
    ...judgeDeciding(process, story, now),
    ...judgeRelief(process, story, now),
    ...judgeTelling(process, story, { now, zone }),
    ...judgeLearning(process, story, now),
  ];
  return findings.map((one) => waive(one, story));
}

/** What a person waived, with a reason, is not held against the incident; what was kept stays kept. */
function waive(one: Finding, { end, entries }: Story): Finding {
  if (end.waivers?.[one.rule] === undefined || (one.verdict !== "missed" && one.verdict !== "pending")) return one;
  const waiver = entries.findLast(({ fact }) => fact.type === "rule waived" && fact.data.rule === one.rule);
  const proof: Proof[] = waiver ? [{ streamId: waiver.streamId, version: waiver.version }] : [];
  return { ...one, verdict: "waived", because: "waived", proof: [...one.proof, ...proof] };
}
