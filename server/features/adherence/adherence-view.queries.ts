import type { Tx } from "../../platform/database/database.ts";
import { readContent } from "../../platform/event-log/content.ts";
import { toIso } from "../../values/instant.ts";
import type { Caller } from "../../values/permission.ts";
import { actorNamed, readIncidentRow, readOrganizationWords, refOf, type OrganizationWords } from "../incidents/index.ts";
import type { WrittenProcess } from "../process/index.ts";
import { judgeIncident, judgeIncidents, readNewestCounted } from "./adherence.queries.ts";
import type { Findings } from "./evidence-findings.rules.ts";
import { lineOf } from "./finding-lines.rules.ts";
import { presentFinding, presentTrend, ruleWordsOf, type TrendEntry, type WaiverWords } from "./adherence.presenter.ts";
import type { AdherenceView, TrendView } from "./contract.ts";
import { entriesOf, type Story } from "./story.rules.ts";

/** An incident held against its process, with the words and waivers to tell it by; null where there is no such incident. */
async function readJudged(tx: Tx, caller: Caller, incidentId: string) {
  const row = await readIncidentRow(tx, incidentId);
  const judged = row && (await judgeIncident(tx, row));
  if (!judged) return null;
  const organization = await readOrganizationWords(tx, caller, [row.state.processVersion]);
  return { ...judged, row, words: ruleWordsOf(judged.process, organization), waivers: await readWaivers(tx, judged.story, organization) };
}

/** An incident held against its process, as people read it; null where there is no such incident. */
export async function viewAdherence(tx: Tx, caller: Caller, incidentId: string): Promise<AdherenceView | null> {
  const judged = await readJudged(tx, caller, incidentId);
  if (!judged) return null;
  const { row, story, findings, words, waivers } = judged;
  const titles = row.state.title ? await readContent(tx, [row.state.title.contentId]) : null;
  return {
    incident: { id: row.id, ref: refOf(row.state.number), title: titles?.get(row.state.title?.contentId ?? "")?.text ?? null },
    processVersion: row.state.processVersion,
    events: story.entries.length,
    judgedAt: toIso(tx.now),
    findings: findings.map((one) => presentFinding(one, words, waivers.get(one.rule) ?? null)),
  };
}

/** The same for an evidence pack: as it was judged, in ids, and as people read it. */
export async function readFindings(tx: Tx, caller: Caller, incidentId: string): Promise<Findings | null> {
  const judged = await readJudged(tx, caller, incidentId);
  if (!judged) return null;
  const { findings, words, waivers } = judged;
  return {
    facts: findings,
    linesOn: (time) =>
      findings.flatMap((one) => {
        const waiver = one.verdict === "waived" ? waivers.get(one.rule) : undefined;
        return lineOf(one, { words, time, waiver: waiver ? { by: waiver.by, at: waiver.at, reason: waiver.reason ?? "The reason was taken out" } : null }) ?? [];
      }),
  };
}

async function readWaivers(tx: Tx, story: Story, organization: OrganizationWords): Promise<Map<string, WaiverWords>> {
  const waived = entriesOf(story, "rule waived");
  const texts = await readContent(tx, waived.map(({ fact }) => fact.data.reason.contentId));
  return new Map(waived.map(({ fact, actor, at }) => [fact.data.rule, { by: actorNamed(organization, actor), at, reason: texts.get(fact.data.reason.contentId)?.text ?? null }]));
}

/** What became of each rule in the newest incidents, in the order of the chapters: to mend the rule, not the people. */
export async function viewTrends(tx: Tx, caller: Caller, last: number): Promise<TrendView[]> {
  const incidents = (await readNewestCounted(tx, last)).reverse();
  const refs = new Map(incidents.map(({ id, number }) => [id, refOf(number)]));
  const byRule = new Map<string, TrendEntry[]>();
  let newest: WrittenProcess | null = null;
  for await (const { id, process, findings } of judgeIncidents(tx, incidents)) {
    newest = process;
    for (const { rule, chapter, verdict } of findings) {
      const entries = byRule.get(rule) ?? [];
      byRule.set(rule, entries);
      entries.push({ ref: refs.get(id) ?? "", chapter, verdict });
    }
  }
  if (!newest) return [];
  const words = ruleWordsOf(newest, await readOrganizationWords(tx, caller, [...new Set(incidents.map(({ state }) => state.processVersion))]));
  return [...byRule].map(([rule, entries]) => presentTrend(rule, entries, words)).filter(({ incidents: those }) => those.length > 0);
}
