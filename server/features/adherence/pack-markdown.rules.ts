import { toIso, type Instant } from "../../values/instant.ts";
import { groupBy } from "../../values/group-by.ts";
import { escapeLine } from "../retrospectives/markdown.rules.ts";
import { chapterNames, countFindings, verdictWords, wordCounts, type FindingLine } from "./evidence-findings.rules.ts";
import { citeEvents, intervalWords, lengthOf, shortHash, type PackStory } from "./pack-story.rules.ts";

/** Writes the evidence of an incident as Markdown: a summary, the findings, the events, how to verify. Times are in UTC. */
export function writePackMarkdown(story: PackStory, toVerify: readonly string[]): string {
  const findings = story.findings?.(moment) ?? null;
  const parts = [
    `# ${escapeLine(story.ref)}: ${escapeLine(story.title ?? "the title was taken out")}`,
    escapeLine(`Evidence${story.isDrill ? " of a drill" : ""}${story.organization === null ? "" : ` of ${story.organization}`}, made ${moment(story.log.madeAt)} UTC. All times are in UTC.`),
    findings === null ? "It was not held against the written process." : `**${escapeLine(wordCounts(story.ref, countFindings(findings)))}**`,
    table(["", ""], summaryRows(story)),
    `## Times\n\n${table(["Moment", "When"], timeRows(story))}`,
    ...(findings === null ? [] : [`## Findings\n\n${writeFindings(findings)}`]),
    `## What happened\n\n${table(["Event", "When", "Who", "What"], story.entries.map(entryRow))}`,
    `## How to verify\n\n${escapeLine(wordLog(story))}\n\n${toVerify.map((step) => `- ${escapeLine(step)}`).join("\n")}`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function summaryRows(story: PackStory): string[][] {
  const length = lengthOf(story);
  const { log } = story;
  return [
    ["Class", `${story.severity} × ${story.priority}`],
    ["Standing", story.status],
    ["When", `${moment(story.from)} to ${story.until === null ? "now" : moment(story.until)}${length === null ? "" : `, ${length}`}`],
    ["Services", story.services],
    ["Command", story.commands.map(({ name, from, until, isProvisional }) => `${name}${isProvisional ? " (for now)" : ""} from ${moment(from)}${until === null ? "" : ` to ${moment(until)}`}`).join("; ")],
    ["Judged by", story.process],
    ["Log", `${log.events} events of ${log.streams} streams, none missing; last hash ${shortHash(log.lastHash)}`],
  ];
}

function timeRows({ milestones, measures }: PackStory): string[][] {
  const moments = milestones.map(({ name, at, isByPerson }) => [name, `${moment(at)}${isByPerson ? ", as a person said" : ""}`]);
  return [...moments, ...measures.map(({ name, interval }) => [name, intervalWords(interval)])];
}

function writeFindings(findings: readonly FindingLine[]): string {
  const chapters = [...groupBy(findings, ({ chapter }) => chapter)].map(([chapter, lines]) => {
    const { met, judged } = countFindings(lines);
    const rows = lines.map(({ verdict, asks, by, happened, proof }) => [verdictWords[verdict], asks, by, happened, proof.length === 0 ? "none yet" : citeEvents(proof)]);
    return `### ${chapterNames[chapter]}: ${met} of ${judged}\n\n${table(["Verdict", "What the process asks", "By", "What happened", "Proof, event"], rows)}`;
  });
  const waivers = findings.flatMap(({ asks, waiver }) => (waiver ? [escapeLine(`“${asks}” was waived by ${waiver.by}, ${moment(waiver.at)}: “${waiver.reason}”`)] : []));
  return [...chapters, ...waivers].join("\n\n");
}

function entryRow({ entry, at, recordedAt, who, words, typed }: PackStory["entries"][number]): string[] {
  const late = recordedAt === null ? "" : ` (recorded ${moment(recordedAt)})`;
  return [entry === null ? "" : String(entry), `${moment(at)}${late}`, who, [words, typed ?? ""].filter((part) => part !== "").join(": ")];
}

/** What the log is held by, in sentences. */
export function wordLog({ log }: PackStory): string {
  const gone = log.redacted === 0 ? "" : ` ${log.redacted === 1 ? "One text was taken out, and its hash still fits." : `${log.redacted} texts were taken out, and their hashes still fit.`}`;
  return `The pack ${log.file} holds the ${log.events} events as they were written. ${wordSealed(log)}${gone} Public key ${log.publicKey}: hold it against the one that you know.`;
}

function wordSealed({ events, sealed, checkpoint }: PackStory["log"]): string {
  if (checkpoint === null || sealed === 0) return "No checkpoint covers them yet: the seal of the pack holds them, and a pack taken in a minute shows them under a checkpoint.";
  const newer = sealed === events ? "" : ` ${events - sealed} came later, and the seal of the pack holds them.`;
  return `${sealed === events ? "All" : sealed} of them lead to the checkpoint over ${checkpoint.events} events, signed ${moment(checkpoint.madeAt)} UTC.${newer}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeLine).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function moment(at: Instant): string {
  return toIso(at).slice(0, 19).replace("T", " ");
}
