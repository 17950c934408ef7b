import { escapeHtml } from "../paging/index.ts";
import { reportStyle } from "./report-page-style.presenter.ts";

export const reportFields = ["what", "serviceId", "where", "since", "reporter"] as const;
export type ReportField = (typeof reportFields)[number];
export type TypedReport = Record<ReportField, string>;
export const nothingTyped: TypedReport = { what: "", serviceId: "", where: "", since: "", reporter: "" };

/** What every page has: whose it is, and what its style may be known by. */
export interface PageFrame {
  organization: string | null;
  nonce: string;
}

export interface ReportForm {
  typed: TypedReport;
  errors: Partial<Record<ReportField, string>>;
  services: readonly { id: string; name: string }[];
  /** The zone in which times are read. */
  timezone: string;
}

/** How a report stands, for whoever sent it. */
export interface ReportStanding {
  number: number;
  standing: "waiting" | "working" | "over" | "settled";
  serviceName: string | null;
  isReachable: boolean;
}

const mark = '<svg width="18" height="16" viewBox="0 0 18 16" aria-hidden="true" fill="currentColor"><rect x="0" y="6" width="3" height="8" rx="1"/><rect x="5" y="2" width="3" height="12" rx="1"/><rect x="10" y="4" width="3" height="12" rx="1"/><rect x="15" y="6" width="3" height="8" rx="1"/></svg>';
const tick = '<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.500"/></svg>';

function writePage({ organization, nonce }: PageFrame, title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title><style nonce="${escapeHtml(nonce)}">${reportStyle}</style></head>
<body><header><span class="mark">${mark} Muster</span><span dir="auto">${escapeHtml(organization ?? "")}</span></header><main>${content}</main></body></html>`;
}

/** The form, with what was typed and what is wrong with it. */
export function writeReportForm(frame: PageFrame, form: ReportForm): string {
  const isWrong = Object.keys(form.errors).length > 0;
  const fields = [
    field(form, "what", "What do you see?", "What did you do, and what happened? Copy an error message if there is one.", (attributes) => `<textarea rows="6" required ${attributes}>\n${escapeHtml(form.typed.what)}</textarea>`),
    field(form, "serviceId", "What is it about?", null, (attributes) => `<select ${attributes}>${options(form)}</select>`),
    field(form, "where", "Where do you see it?", "A page, an app, a shop, an office.", input(form, "where", "text")),
    field(form, "since", "Since when?", `Times as clocks in ${placeOf(form.timezone)} show them. Leave it empty if you do not know.`, input(form, "since", "datetime-local")),
    field(form, "reporter", "Your name or e-mail", "So that somebody can ask you more.", input(form, "reporter", "text")),
  ];
  const head = `<h1>Report a problem</h1><p class="lede">You need no account. Better one report too many than one too few.</p>`;
  const foot = '<button class="button">Send the report</button><p class="foot">Leave out passwords, card numbers and the like: whoever works on it reads this.</p>';
  return writePage(frame, isWrong ? "Not sent yet: Report a problem" : "Report a problem", `${head}${isWrong ? summary(form) : ""}<form method="post" action="/report" novalidate>${fields.join("")}${foot}</form>`);
}

const labels: Readonly<Record<ReportField, string>> = { what: "What you see", serviceId: "What it is about", where: "Where you see it", since: "Since when", reporter: "Your name or e-mail" };

function summary({ errors }: ReportForm): string {
  const items = reportFields.filter((name) => errors[name]).map((name) => `<li><a href="#${name}">${labels[name]}</a>: ${escapeHtml(errors[name] ?? "")}</li>`);
  return `<div class="summary" role="alert"><h2>Your report was not sent yet.</h2><ul>${items.join("")}</ul></div>`;
}

function field({ errors }: ReportForm, name: ReportField, label: string, hint: string | null, control: (attributes: string) => string): string {
  const error = errors[name];
  const described = [...(hint ? [`${name}-hint`] : []), ...(error ? [`${name}-wrong`] : [])].join(" ");
  const attributes = `id="${name}" name="${name}" dir="auto"${described ? ` aria-describedby="${described}"` : ""}${error ? ' aria-invalid="true"' : ""}`;
  return `<div class="field"><label for="${name}">${label}${name === "what" ? "" : " <span>(if you like)</span>"}</label>${hint ? `<p class="hint" id="${name}-hint">${escapeHtml(hint)}</p>` : ""}${error ? `<p class="wrong" id="${name}-wrong">${escapeHtml(error)}</p>` : ""}${control(attributes)}</div>`;
}

function input({ typed }: ReportForm, name: ReportField, type: string): (attributes: string) => string {
  return (attributes) => `<input type="${type}" ${attributes}${name === "reporter" ? ' autocomplete="name"' : ' autocomplete="off"'} value="${escapeHtml(typed[name])}">`;
}

function options({ services, typed }: ReportForm): string {
  const all = [{ id: "", name: "I do not know, or something else" }, ...services];
  return all.map(({ id, name }) => `<option value="${escapeHtml(id)}"${id === typed.serviceId ? " selected" : ""}>${escapeHtml(name)}</option>`).join("");
}

/** `Europe/Berlin` is Berlin to people. */
function placeOf(timezone: string): string {
  return (timezone.split("/").at(-1) ?? timezone).replaceAll("_", " ");
}

/** What happens with a report: shown after sending it, and as often as somebody opens the page again. */
export function writeReportStanding(frame: PageFrame, report: ReportStanding): string {
  const { head, next } = wordsOf(report);
  const items = next.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join("");
  const content = `<p class="done">${tick} Thank you. It is report ${report.number}.</p><h1>${escapeHtml(head)}</h1><p class="lede">Name this number when you talk with somebody about it. This page goes on showing how it stands.</p>
<section class="next"><h2>What happens next</h2><ul>${items}</ul></section><a class="button plain" href="/report">Report something else</a>`;
  return writePage(frame, `Report ${report.number}: ${head}`, content);
}

function wordsOf({ standing, serviceName, isReachable }: ReportStanding): { head: string; next: string[] } {
  const about = serviceName === null ? "it" : `a problem with ${serviceName}`;
  const asking = isReachable ? "If they need to know more, they ask you." : "You left no name, so nobody can ask you more. That is all right.";
  switch (standing) {
    case "waiting":
      return { head: "The people in charge have been told.", next: ["Somebody reads your report and decides what to do.", "If it is part of something bigger, it goes to those who work on that.", asking] };
    case "working":
      return { head: `People work on ${about} now.`, next: ["Your report is with them: it helps to see how far the problem reaches.", asking] };
    case "over":
      return { head: "The problem is over, as far as anybody sees.", next: ["If you still see it, report it again. That helps."] };
    case "settled":
      return { head: "Somebody looked at it; nothing is left to do.", next: ["If you still see it, report it again. That helps."] };
  }
}

/** Where there is no form to show: something went wrong before it was read, or there is no such report. */
export function writeReportNotice(frame: PageFrame, head: string, sentence: string): string {
  return writePage(frame, head, `<h1>${escapeHtml(head)}</h1><p class="lede">${escapeHtml(sentence)}</p><a class="button plain" href="/report">Report a problem</a>`);
}
