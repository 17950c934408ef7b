import { cut } from "../../values/text.ts";

/** What Muster knows about a subject when it pages, in a person's words. */
export interface PageStory {
  /** What stands before the title: `Critical`, `INC-214 Sev 1`. */
  heading: string;
  title: string;
  serviceName: string | null;
  /** At most a handful of plain facts. */
  facts: readonly string[];
  /** Why this person: "You are on call for web-primary." */
  because: string;
  phoneLink: string;
  recipientName: string;
}

export interface Written {
  subject: string;
  text: string;
  html: string;
}

export const longestSubject = 180;

/** Writes the mail of a page: plain text and HTML that say the same, with one link that only shows. */
export function writeMail(story: PageStory): Written {
  const headline = oneLine(story.title);
  return {
    subject: cut(`${oneLine(story.heading)}: ${headline}${story.serviceName === null ? "" : ` (${oneLine(story.serviceName)})`}`, longestSubject),
    text: writeText(story, headline),
    html: writeHtml(story, headline),
  };
}

/** Writes a notice to the administrators. */
export function writeNotice(sentence: string, publicUrl: string): Written {
  const line = oneLine(sentence);
  const hint = "You get this because you are an administrator of Muster.";
  return {
    subject: cut(`For the administrators: ${line}`, longestSubject),
    text: `${line}\n\n${publicUrl}\n\n${hint}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Muster</title></head><body><p>${escapeHtml(line)}</p><p><a href="${escapeHtml(publicUrl)}">Open Muster</a></p><p>${hint}</p></body></html>`,
  };
}

/** The text in one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function writeText(story: PageStory, headline: string): string {
  const lines = [headline, ...(story.serviceName === null ? [] : [oneLine(story.serviceName)]), "", ...story.facts.map((fact) => `- ${oneLine(fact)}`), "", "I have it, or I can't:", story.phoneLink, "", story.because, "Opening the link changes nothing; a button on it does."];
  return `${lines.join("\n")}\n`;
}

function writeHtml(story: PageStory, headline: string): string {
  const facts = story.facts.map((fact) => `<tr><td style="padding:8px 0;border-top:1px solid #e6e3dd;font-size:15px;line-height:22px">${escapeHtml(oneLine(fact))}</td></tr>`).join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(headline)}</title></head>
<body style="margin:0;background:#f7f6f3;color:#1b1a17;font-family:Inter,system-ui,-apple-system,'Segoe UI',sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:480px;text-align:left">
<tr><td style="padding-bottom:12px;font-size:13px;color:#54514a"><strong style="color:#1b1a17">Muster</strong> &nbsp;${escapeHtml(oneLine(story.heading))}</td></tr>
<tr><td style="font-size:24px;line-height:31px;font-weight:600;padding-bottom:4px">${escapeHtml(headline)}</td></tr>
<tr><td style="font-size:15px;line-height:22px;color:#54514a;padding-bottom:16px">${escapeHtml(oneLine(story.serviceName ?? ""))}</td></tr>
${facts}
<tr><td style="padding:24px 0 12px"><a href="${escapeHtml(story.phoneLink)}" style="display:block;background:#1b1a17;color:#ffffff;text-decoration:none;text-align:center;font-size:17px;font-weight:600;border-radius:10px;padding:17px 16px">I have it, or I can't</a></td></tr>
<tr><td style="font-size:13px;line-height:20px;color:#54514a">${escapeHtml(story.because)} Opening the link changes nothing; a button on it does.</td></tr>
</table></td></tr></table>
</body></html>
`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML text: nothing in it can become markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
