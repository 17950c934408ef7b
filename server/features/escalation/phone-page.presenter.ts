import { escapeHtml } from "../paging/index.ts";
import { phoneStyle } from "./phone-page-style.presenter.ts";
import { elseWords, endingWords, nameTogether, type BundleView, type PhoneState, type PhoneView } from "./phone-page.rules.ts";

const mark = '<svg width="18" height="16" viewBox="0 0 18 16" aria-hidden="true" fill="currentColor"><rect x="0" y="6" width="3" height="8" rx="1"/><rect x="5" y="2" width="3" height="12" rx="1"/><rect x="10" y="4" width="3" height="12" rx="1"/><rect x="15" y="6" width="3" height="8" rx="1"/></svg>';

const drawing = (path: string, size = 20) => `<svg width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;
const check = '<path d="M5 12.5l4.5 4.5L19 7.5"/>';
const arrow = '<path d="M5 12h14M13 6l6 6-6 6"/>';
const clock = '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>';
const lines = '<path d="M5 7h14M5 12h14M5 17h9"/>';
const chain = '<path d="M9 15l6-6M10.5 6.5l1.5-1.5a4 4 0 0 1 6 6L16.500 12.500M13.500 17.500L12 19a4 4 0 0 1-6-6l1.500-1.500"/>';
const quiet = '<path d="M6 17V11a6 6 0 0 1 9.500-4.900M18 11v6H6M10 20h4M4 4l16 16"/>';

/** The page behind a page's link: plain HTML, no script, works on one bar of signal. */
export function writePhonePage(view: PhoneView, nonce: string): string {
  return frame(`${headOf(view.state)} ${view.title}`.trim(), view.severity, nonce, view.when, `${bodyOf(view)}${footOf(view.state)}`);
}

/** The page behind the link of a message that told of several pages: each with its state, and one answer for all that are open. */
export function writeBundlePage({ pages }: BundleView, nonce: string): string {
  const open = pages.filter(({ state }) => state.kind === "open").length;
  const mine = pages.filter(({ state }) => state.kind === "have").length;
  const head = open > 0 ? `${open} ${open === 1 ? "page waits" : "pages wait"} for you` : mine > 0 ? `You have ${mine === pages.length ? "them all" : mine}` : "Nothing here waits for you any more";
  const rows = pages.map(({ heading, title, serviceName, link, state }) => {
    const words = [...(serviceName === null ? [] : [serviceName]), standing(state)].join(" · ");
    return `<li>${drawing(state.kind === "open" ? clock : check)}<span><a href="${escapeHtml(link)}">${escapeHtml(`${heading}: ${title}`)}</a><br><small>${escapeHtml(words)}</small></span></li>`;
  }).join("");
  const buttons = open > 0 ? `${button("have", `${drawing(check, 22)} I have ${open === 1 ? "it" : `all ${open}`}`, null, true)}${button("cannot", "I can’t", "each goes on to the next at once", false)}` : '<p class="foot">You may close this page.</p>';
  return frame(head, pages[0]?.severity ?? "info", nonce, pages[0]?.when ?? "", `<div class="grow"><h1>${escapeHtml(head)}</h1><ul>${rows}</ul></div>${buttons}`);
}

function standing(state: PhoneState): string {
  if (state.kind === "open") return state.ifSilent ?? "waits for you";
  const { head, rest } = bannerOf(state);
  return `${head}. ${rest}`;
}

/** Where a link serves no page. */
export function writeNoPage(nonce: string): string {
  return frame("No such page", "info", nonce, "", '<div class="grow"><h1>This link serves no page.</h1><p class="service">It may have been cut off by the mail program. Open the whole address, or sign in to Muster.</p></div><p class="foot"><a href="/">Sign in</a></p>');
}

function frame(title: string, severity: string, nonce: string, when: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title><style nonce="${escapeHtml(nonce)}">${phoneStyle}</style></head>
<body class="${escapeHtml(severity)}"><header><span class="mark">${mark} Muster</span><span>${escapeHtml(when)}</span></header><main>${content}</main></body></html>`;
}

function headOf(state: PhoneState): string {
  if (state.kind === "have") return "You have it:";
  if (state.kind === "passed-on") return `Passed on to ${nameTogether(state.to)}:`;
  return "";
}

function bodyOf(view: PhoneView): string {
  const { state } = view;
  if (state.kind === "open") {
    return `<div class="grow">${badge(view)}<h1>${escapeHtml(view.title)}</h1>${view.serviceName === null ? "" : `<p class="service">${escapeHtml(view.serviceName)}</p>`}${factList(view.facts.map((fact, index) => [[clock, lines, chain][index] ?? lines, fact]))}</div>`;
  }
  const { drawn, isFilled, head, rest } = bannerOf(state);
  return `<div class="grow"><div class="banner"><span class="round${isFilled ? " filled" : ""}">${drawing(drawn, 24)}</span><div><h1>${escapeHtml(head)}</h1><p>${escapeHtml(rest)}</p></div></div>
<div class="about">${badge(view)}<strong>${escapeHtml(view.title)}</strong></div>${factList(closingFacts(view))}</div>`;
}

function badge({ severity, heading }: PhoneView): string {
  const bars = [4, 7, 10, 13].map((height, index) => `<rect x="${index * 4}" y="${13 - height}" width="3" height="${height}" rx="1"${index >= barsOf(severity) ? ' opacity=".3"' : ""}/>`).join("");
  return `<span class="badge"><svg width="15" height="13" viewBox="0 0 15 13" fill="currentColor" aria-hidden="true">${bars}</svg>${escapeHtml(heading)}</span>`;
}

function barsOf(severity: string): number {
  return { critical: 4, high: 3, warning: 2, info: 1 }[severity] ?? 2;
}

function factList(facts: readonly (readonly [string, string])[]): string {
  if (facts.length === 0) return "";
  return `<ul>${facts.map(([path, fact]) => `<li>${drawing(path)}<span>${escapeHtml(fact)}</span></li>`).join("")}</ul>`;
}

function bannerOf(state: Exclude<PhoneState, { kind: "open" }>): { drawn: string; isFilled: boolean; head: string; rest: string } {
  switch (state.kind) {
    case "have":
      return { drawn: check, isFilled: true, head: "You have it", rest: `Answered at ${state.answeredAt}, after ${state.after}. ${elseWords(state.stillNeeded)}` };
    case "passed-on":
      return { drawn: arrow, isFilled: false, head: `Passed on to ${nameTogether(state.to)}`, rest: `Paged at ${state.at}. Thank you for saying so.` };
    case "declined-waiting":
      return { drawn: arrow, isFilled: false, head: "Noted: you can’t", rest: state.others.length > 0 ? `${nameTogether(state.others)} may still answer. Thank you for saying so.` : "Nobody else is left to page. Thank you for saying so." };
    case "taken":
      return { drawn: check, isFilled: false, head: state.by ? `${state.by} has it` : "It is in hand", rest: state.at ? `Since ${state.at}. You can go back to sleep.` : "You can go back to sleep." };
    case "ended":
      return { drawn: check, isFilled: false, head: endingWords(state.how), rest: "Nothing is left to do here." };
  }
}

function closingFacts(view: PhoneView): (readonly [string, string])[] {
  const { state } = view;
  if (state.kind === "passed-on") return [...(state.ifSilent ? [[clock, state.ifSilent] as const] : []), [quiet, "You are not paged again in this round"] as const];
  return state.kind === "have" ? view.facts.map((fact, index) => [[clock, lines, chain][index] ?? lines, fact] as const) : [];
}

function footOf(state: PhoneState): string {
  switch (state.kind) {
    case "open":
      return `${button("have", `${drawing(check, 22)} I have it`, null, true)}${button("cannot", "I can’t", declineWords(state.declineTo), false)}${state.ifSilent ? `<p class="foot">${escapeHtml(state.ifSilent)}</p>` : ""}`;
    case "have":
      return `${state.place ? `<a class="button filled" href="${escapeHtml(state.place.path)}">${escapeHtml(state.place.label)}</a>` : ""}${button("cannot", "I can’t after all", declineWords(state.declineTo), false)}`;
    case "passed-on":
    case "declined-waiting":
      return `${button("have", "I can help now", "takes it back", false)}<p class="foot">You may close this page.</p>`;
    case "taken":
    case "ended":
      return '<p class="foot">You may close this page.</p>';
  }
}

function declineWords(names: readonly string[]): string {
  return names.length > 0 ? `pages ${nameTogether(names)} at once` : "nobody else is left to page";
}

function button(answer: "have" | "cannot", label: string, hint: string | null, isFilled: boolean): string {
  return `<form method="post"><button class="button${isFilled ? " filled" : ""}" name="answer" value="${answer}"><span>${label}</span>${hint ? `<small>${escapeHtml(hint)}</small>` : ""}</button></form>`;
}
