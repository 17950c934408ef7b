import { toIso, type Instant } from "../../values/instant.ts";
import { groupBy } from "../../values/group-by.ts";
import { escapeLine } from "../retrospectives/markdown.rules.ts";
import { chapterNames, countFindings, verdictWords, wordCounts, type FindingLine } from "./evidence-findings.rules.ts";
import { citeEvents, intervalWords, keptOf, lengthOf, shortHash, wordEntry, type LogFacts, type PackStory, type PeriodStory } from "./pack-story.rules.ts";

/** Writes the evidence of an incident as Markdown: a summary, the findings, the events, how to verify. Times are in UTC. */
export function writePackMarkdown(story: PackStory, toVerify: readonly string[]): string {
  const { log, isDrill, organization } = story;
  return write([`# ${titleOf(story)}`, wordMade(log, organization, isDrill), ...incidentParts(story, "##"), verifying(log, toVerify)]);
}

/** Writes the evidence of a period as Markdown: its incidents in a table, then one by one, then how to verify. Times are in UTC. */
export function writePeriodMarkdown({ organization, from, to, stories, log }: PeriodStory, toVerify: readonly string[]): string {
  const rows = stories.map((story) => [story.ref, story.title ?? "the title was taken out", `${story.severity} × ${story.priority}`, moment(story.from), lengthOf(story) ?? "still going on", keptOf(story)]);
  const list = rows.length === 0 ? "No incident was declared in this time." : table(["Incident", "Title", "Class", "Declared", "Length", "Rules kept"], rows);
  return write([`# Evidence from ${moment(from)} to ${moment(to)}`, wordMade(log, organization, false), list, ...stories.flatMap((story) => [`## ${titleOf(story)}`, ...incidentParts(story, "###")]), verifying(log, toVerify)]);
}

function write(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}

const titleOf = ({ ref, title, isDrill }: PackStory): string => `${escapeLine(ref)}: ${escapeLine(title ?? "the title was taken out")}${isDrill ? " (a drill)" : ""}`;

function wordMade({ madeAt }: LogFacts, organization: string | null, isDrill: boolean): string {
  return escapeLine(`Evidence${isDrill ? " of a drill" : ""}${organization === null ? "" : ` of ${organization}`}, made ${moment(madeAt)} UTC. All times are in UTC.`);
}

/** What stands under an incident's title; its parts have headings of this level. */
function incidentParts(story: PackStory, level: string): string[] {
  const findings = story.findings?.(moment) ?? null;
  return [
    findings === null ? "It was not held against the written process." : `**${escapeLine(wordCounts(story.ref, countFindings(findings)))}**`,
    table(["", ""], summaryRows(story)),
    `${level} Times\n\n${table(["Moment", "When"], timeRows(story))}`,
    ...(findings === null ? [] : [`${level} Findings\n\n${writeFindings(findings, level)}`]),
    `${level} What happened\n\n${table(["Event", "When", "Who", "What"], story.entries.map(entryRow))}`,
  ];
}

function verifying(log: LogFacts, toVerify: readonly string[]): string {
  return `## How to verify\n\n${escapeLine(wordLog(log))}\n\n${toVerify.map((step) => `- ${escapeLine(step)}`).join("\n")}`;
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

function writeFindings(findings: readonly FindingLine[], level: string): string {
  const chapters = [...groupBy(findings, ({ chapter }) => chapter)].map(([chapter, lines]) => {
    const { met, judged } = countFindings(lines);
    const rows = lines.map(({ verdict, asks, by, happened, proof }) => [verdictWords[verdict], asks, by, happened, proof.length === 0 ? "none yet" : citeEvents(proof)]);
    return `${level}# ${chapterNames[chapter]}: ${met} of ${judged}\n\n${table(["Verdict", "What the process asks", "By", "What happened", "Proof, event"], rows)}`;
  });
  const waivers = findings.flatMap(({ asks, waiver }) => (waiver ? [escapeLine(`“${asks}” was waived by ${waiver.by}, ${moment(waiver.at)}: “${waiver.reason}”`)] : []));
  return [...chapters, ...waivers].join("\n\n");
}

function entryRow(line: PackStory["entries"][number]): string[] {
  const { entry, at, recordedAt, who, typed } = line;
  const late = recordedAt === null ? "" : ` (recorded ${moment(recordedAt)})`;
  return [entry === null ? "" : String(entry), `${moment(at)}${late}`, who, [wordEntry(line, moment), typed ?? ""].filter((part) => part !== "").join(": ")];
}

/** What the log is held by, in sentences. */
export function wordLog(log: LogFacts): string {
  const gone = log.redacted === 0 ? "" : ` ${log.redacted === 1 ? "One text was taken out, and its hash still fits." : `${log.redacted} texts were taken out, and their hashes still fit.`}`;
  return `The pack ${log.file} holds the ${log.events} events as they were written. ${wordSealed(log)}${gone} Public key ${log.publicKey}: hold it against the one that you know.`;
}

function wordSealed({ events, sealed, checkpoint }: LogFacts): string {
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
