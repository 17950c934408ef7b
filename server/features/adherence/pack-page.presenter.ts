import type { Instant } from "../../values/instant.ts";
import { groupBy } from "../../values/group-by.ts";
import { escapeHtml } from "../paging/index.ts";
import { chapterNames, countFindings, verdictWords, wordCounts, type FindingLine } from "./evidence-findings.rules.ts";
import { wordLog } from "./pack-markdown.rules.ts";
import { packPageStyle } from "./pack-page-style.presenter.ts";
import { citeEvents, intervalWords, keptOf, lengthOf, shortHash, wordEntry, wordSpan, type LogFacts, type PackStory, type PeriodStory, type StoryClock } from "./pack-story.rules.ts";

const mark = '<svg width="18" height="14.9" viewBox="0 0 14.5 12" aria-hidden="true" fill="currentColor"><rect x="0" y="5" width="2.5" height="7" rx="1.1"/><rect x="4" y="5" width="2.5" height="7" rx="1.1"/><rect x="8" y="1" width="2.5" height="11" rx="1.1"/><rect x="12" y="5" width="2.5" height="7" rx="1.1"/></svg>';

/** The evidence of an incident on paper: a page of summary, the findings, the events, how to verify. No script: the browser prints it. */
export function writePackPage(story: PackStory, toVerify: readonly string[], { clock, nonce }: PageLook): string {
  const { ref, isDrill, process, organization, log } = story;
  const about = `${ref}${isDrill ? ", a drill" : ""}, ${story.findings === null ? "evidence" : `adherence to ${process}`}`;
  return page(`Evidence of ${ref}`, nonce, [top(organization, about), ...incidentParts(story, clock), verifying(log, toVerify)]);
}

/** The evidence of a period on paper: its incidents on a page, then each from a page of its own, then how to verify. */
export function writePeriodPage({ organization, from, to, stories, log }: PeriodStory, toVerify: readonly string[], { clock, nonce }: PageLook): string {
  const span = wordSpan(clock, from, to);
  const rows = stories.map((story) => [cell(story.ref, "asks"), cell(story.title ?? "the title was taken out"), cell(`${story.severity} × ${story.priority}`), cell(`${clock.day(story.from)}, ${clock.time(story.from)}`), cell(lengthOf(story) ?? "still going on"), cell(keptOf(story))]);
  const list = rows.length === 0 ? "<p>No incident was declared in this time.</p>" : table([["Incident", "w-proof"], ["Title", ""], ["Class", ""], ["Declared", "w-when"], ["Length", "w-proof"], ["Rules kept", "w-proof"]], rows, "incidents");
  const cover = [top(organization, "evidence of a period"), `<h1>${stories.length === 1 ? "One incident" : `${stories.length === 0 ? "No" : stories.length} incidents`} <span>${escapeHtml(span)}</span></h1>`, list];
  const each = stories.map((story) => `<article class="page">${incidentParts(story, clock).join("")}</article>`);
  return page("Evidence of a period", nonce, [...cover, ...each, verifying(log, toVerify)]);
}

export interface PageLook {
  clock: StoryClock;
  nonce: string;
}

function incidentParts(story: PackStory, clock: StoryClock): string[] {
  const findings = story.findings?.(momentOf(story, clock)) ?? null;
  return [head(story, findings), facts(story, clock), held(story, clock), times(story, clock), findings === null ? "" : findingsPart(findings, clock), happened(story, clock)];
}

function page(title: string, nonce: string, content: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style nonce="${escapeHtml(nonce)}">${packPageStyle}</style></head>
<body><main>${content.join("")}</main></body></html>`;
}

/** A moment of an incident: the day is said where it is not that on which it began. */
function momentOf({ from }: PackStory, clock: StoryClock): (at: Instant) => string {
  return (at) => (clock.day(at) === clock.day(from) ? clock.time(at) : `${clock.day(at)}, ${clock.time(at)}`);
}

function head(story: PackStory, findings: readonly FindingLine[] | null): string {
  const { ref, title } = story;
  const named = `<span dir="auto">${escapeHtml(title ?? "The title was taken out")}</span>`;
  const lede = findings === null ? `${escapeHtml(ref)} ${named}` : `${escapeHtml(wordCounts(ref, countFindings(findings)))} ${named}`;
  return `<h1>${lede}</h1>`;
}

function top(organization: string | null, about: string): string {
  return `<div class="top"><span class="mark">${mark} <span dir="auto">${escapeHtml(organization ?? "Muster")}</span></span><span>${escapeHtml(about)}</span></div>`;
}

function facts(story: PackStory, clock: StoryClock): string {
  const length = lengthOf(story);
  const { log } = story;
  const rows = [
    ["Class", story.severity, story.priority],
    ["When", length ?? "still going on", `${clock.day(story.from)}, ${clock.time(story.from)}`],
    ["Command", story.commands.at(-1)?.name ?? "nobody", story.commands.length > 1 ? `after ${story.commands.length - 1} before` : ""],
    ["Judged by", story.process, story.findings === null ? "not judged yet" : "as it ran then"],
    ["Log", String(log.events), `events, last hash ${shortHash(log.lastHash)}`],
  ];
  const cells = rows.map(([name = "", bold = "", rest = ""]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(bold)} <span>${escapeHtml(rest)}</span></dd></div>`);
  const made = `Times on clocks of ${clock.zone}. Made ${clock.day(log.madeAt)}, ${clock.time(log.madeAt)}.`;
  const about = `${wordSpan(clock, story.from, story.until)}. Services: ${story.services}. It is ${story.status}.`;
  return `<dl class="facts">${cells.join("")}</dl><p>${escapeHtml(about)}</p><p class="made">${escapeHtml(made)}</p>`;
}

function held({ commands }: PackStory, clock: StoryClock): string {
  const rows = commands.map(({ name, from, until, isProvisional }) => [cell(name, "asks"), cell(isProvisional ? "for now, until somebody would take it" : "in command"), cell(wordSpan(clock, from, until))]);
  return `<h2>Who held command</h2>${table([["Person", ""], ["How", ""], ["When", "w-name"]], rows)}`;
}

function times({ milestones, measures }: PackStory, clock: StoryClock): string {
  const moments = milestones.map(({ name, at, isByPerson }) => [cell(name, "asks"), cell(`${clock.day(at)}, ${clock.time(at)}${isByPerson ? ", as a person said" : ""}`)]);
  const lengths = measures.map(({ name, interval }) => [cell(name), cell(intervalWords(interval))]);
  return `<h2>Times</h2>${table([["Moment", ""], ["When", "w-name"]], [...moments, ...lengths])}`;
}

function findingsPart(findings: readonly FindingLine[], clock: StoryClock): string {
  const columns: Column[] = [["Verdict", "w-verdict"], ["What the process asks", ""], ["By", "w-by"], ["What happened", ""], ["Proof, event", "w-proof"]];
  const chapters = [...groupBy(findings, ({ chapter }) => chapter)].map(([chapter, lines]) => {
    const { met, judged } = countFindings(lines);
    const rows = lines.map(({ verdict, asks, by, happened, proof }) => [
      cell(`${marks[verdict]} ${verdictWords[verdict]}`, verdict === "missed" ? "missed" : "quiet"),
      cell(asks, "asks"),
      cell(by, "quiet"),
      cell(happened),
      cell(proof.length === 0 ? "none yet" : citeEvents(proof), "quiet"),
    ]);
    return `<h3>${chapterNames[chapter]} <span>${met} of ${judged}</span></h3>${table(columns, rows, "findings")}`;
  });
  const waivers = findings.flatMap(({ asks, waiver }) => (waiver ? [`<p>${escapeHtml(`“${asks}” was waived by ${waiver.by} on ${clock.day(waiver.at)}, ${clock.time(waiver.at)}: “${waiver.reason}”`)}</p>`] : []));
  return `<section class="page"><h2>Findings</h2>${chapters.join("")}${waivers.length === 0 ? "" : `<div class="end">${waivers.join("")}</div>`}</section>`;
}

const marks: Readonly<Record<FindingLine["verdict"], string>> = { met: "✓", missed: "✕", waived: "–", pending: "○" };

function happened(story: PackStory, clock: StoryClock): string {
  const moment = momentOf(story, clock);
  let day = "";
  const rows = story.entries.map((line) => {
    const { entry, at, recordedAt, who, typed } = line;
    const isNewDay = clock.day(at) !== day;
    day = clock.day(at);
    const late = recordedAt === null ? "" : `<small>recorded ${escapeHtml(`${clock.day(recordedAt)}, ${clock.time(recordedAt)}`)}</small>`;
    const text = typed === null ? "" : `<div class="typed" dir="auto">${escapeHtml(typed)}</div>`;
    return [cell(entry === null ? "" : String(entry), "quiet"), `<td>${isNewDay ? `<small>${escapeHtml(day)}</small>` : ""}${escapeHtml(clock.time(at))}${late}</td>`, cell(who), `<td>${escapeHtml(wordEntry(line, moment))}${text}</td>`];
  });
  return `<section class="page"><h2>What happened</h2>${table([["Event", "w-event"], ["When", "w-when"], ["Who", "w-who"], ["What", ""]], rows)}</section>`;
}

function verifying(log: LogFacts, toVerify: readonly string[]): string {
  return `<section class="end"><h2>How to verify</h2><p>${escapeHtml(wordLog(log))}</p><p><code>muster verify ${escapeHtml(log.file)} --key KEY</code>, without Muster’s server.</p><ul>${toVerify.map((step) => `<li>${escapeHtml(step)}</li>`).join("")}</ul></section>`;
}

type Column = readonly [name: string, width: string];

/** On a narrow screen a table that is named stands row under row; the others keep their columns. */
function table(columns: readonly Column[], rows: readonly (readonly string[])[], name = ""): string {
  const heads = columns.map(([name, width]) => `<th scope="col"${width === "" ? "" : ` class="${width}"`}>${escapeHtml(name)}</th>`).join("");
  return `<table${name === "" ? "" : ` class="${name}"`}><thead><tr>${heads}</tr></thead><tbody>${rows.map((cells) => `<tr>${cells.join("")}</tr>`).join("")}</tbody></table>`;
}

function cell(text: string, look = ""): string {
  return `<td${look === "" ? "" : ` class="${look}"`}>${escapeHtml(text)}</td>`;
}
