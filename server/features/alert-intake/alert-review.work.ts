import { cancel, schedule, type SetHandler } from "../../platform/due-work/due-work.ts";
import type { Tx } from "../../platform/database/database.ts";
import { idFrom } from "../../platform/ids/ids.ts";
import type { Instant } from "../../values/instant.ts";
import { letterWork } from "../../values/letter.ts";
import { administrators } from "../access/index.ts";
import { finishReview, planReview, readNoise, readReview, readRuleManagers } from "./alert-noise.queries.ts";
import { ruleOf, sumNoise, type NoiseSum } from "./alert-noise.rules.ts";

const reviewKind = "alert.review";
const days = 30;

/** A rule of a source, as people look at it. */
export interface ReviewedRule {
  sourceId: string;
  rule: string;
}

/** Of a mail that asks one person. */
export interface ReviewMail extends ReviewedRule {
  personId: string;
  reviewAt: Instant;
}

/** What is said of a rule when somebody is asked to look again at it. */
export interface ReviewReminder {
  sourceName: string;
  days: number;
  figures: Pick<NoiseSum, "occurrences" | "paged" | "noise" | "untold">;
}

/** The day has come: who may change the rule is asked to look at it, once. */
export const reviewHandler: SetHandler = {
  kind: reviewKind,
  mode: "set",
  async handle(tx, work) {
    for (const { payload } of work) {
      const rule = payload as ReviewedRule;
      const review = await readReview(tx, rule.sourceId, rule.rule);
      const reviewAt = review?.review_at ?? null;
      if (reviewAt !== null && reviewAt <= tx.now) await askAll(tx, rule, reviewAt);
    }
  },
};

/** The administrators, and who leads the teams of the services that the rule spoke of lately. */
async function askAll(tx: Tx, rule: ReviewedRule, reviewAt: Instant): Promise<void> {
  const managers = (await readRuleManagers(tx, rule.sourceId, days)).filter((row) => ruleOf(row) === rule.rule).map((row) => row.manager_id);
  const people = new Set([...(await administrators(tx)), ...managers]);
  const mailOf = (personId: string) => letterWork("rule-review", `${ruleKey(rule)}/${personId}`, tx.now, { ...rule, personId, reviewAt } satisfies ReviewMail);
  await schedule(tx, [...people].map(mailOf));
}

/** What a mail says; null where the rule was looked at in the meantime, or is to be looked at some other day. */
export async function readReviewReminder(tx: Tx, { sourceId, rule, reviewAt }: ReviewMail): Promise<ReviewReminder | null> {
  const review = await readReview(tx, sourceId, rule);
  if (review?.review_at !== reviewAt) return null;
  const sum = sumNoise(await readNoise(tx, days)).find((one) => one.sourceId === sourceId && one.rule === rule);
  return { sourceName: review.source_name ?? sourceId, days, figures: sum ?? { occurrences: 0, paged: 0, noise: 0, untold: 0 } };
}

/** Says when a rule is looked at again; an earlier date counts no more. */
export async function planRuleReview(tx: Tx, rule: ReviewedRule, reviewAt: Instant): Promise<void> {
  await planReview(tx, rule.sourceId, rule.rule, reviewAt);
  await schedule(tx, [{ kind: reviewKind, key: workKey(rule), dueAt: reviewAt, payload: { sourceId: rule.sourceId, rule: rule.rule } }]);
}

/** Notes that a rule was looked at: nobody is asked any more. */
export async function finishRuleReview(tx: Tx, rule: ReviewedRule, personId: string | null): Promise<void> {
  await finishReview(tx, rule.sourceId, rule.rule, personId);
  await cancel(tx, [workKey(rule)]);
}

function workKey(rule: ReviewedRule): string {
  return `${reviewKind}/${ruleKey(rule)}`;
}

/** Rules are as long as titles are. */
function ruleKey({ sourceId, rule }: ReviewedRule): string {
  return idFrom(JSON.stringify([sourceId, rule]));
}
