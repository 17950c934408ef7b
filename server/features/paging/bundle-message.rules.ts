import { cut } from "../../values/text.ts";
import { escapeHtml, longestSubject, oneLine, type PageStory, type Written } from "./page-message.rules.ts";

/** What stands around the stories of a message that tells of several pages. */
export interface BundleFrame {
  /** How many it tells of; of those beyond the stories only the number is said. */
  pages: number;
  /** Where all of them are answered. */
  link: string;
}

/** An incident has a heading of its own and stands before single alerts. */
const order = ["critical", "high", "warning", "info"];

/** Writes one message for many pages: how many, the worst first, each in one line. */
export function writeBundle(stories: readonly PageStory[], { pages, link }: BundleFrame): Written {
  const sorted = [...stories].sort((a, b) => rankOf(a) - rankOf(b));
  const lines = sorted.map(lineOf);
  const untold = pages - lines.length;
  const more = untold > 0 ? [`and ${untold} more`] : [];
  const because = "You are paged for all of these. Opening the link changes nothing; a button on it does.";
  return {
    subject: cut(`${pages} pages: ${lines[0] ?? ""}`, longestSubject),
    text: `${pages} pages wait for you, the worst first:\n\n${[...lines, ...more].map((line) => `- ${line}`).join("\n")}\n\nI have them, or I can't:\n${link}\n\n${because}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${pages} pages</title></head><body style="margin:0;background:#f7f6f3;color:#1b1a17;font-family:Inter,system-ui,-apple-system,'Segoe UI',sans-serif"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 16px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:480px;text-align:left"><tr><td style="font-size:24px;line-height:31px;font-weight:600;padding-bottom:12px">${pages} pages wait for you</td></tr>${[...lines, ...more].map((line) => `<tr><td style="padding:8px 0;border-top:1px solid #e6e3dd;font-size:15px;line-height:22px">${escapeHtml(line)}</td></tr>`).join("")}<tr><td style="padding:24px 0 12px"><a href="${escapeHtml(link)}" style="display:block;background:#1b1a17;color:#ffffff;text-decoration:none;text-align:center;font-size:17px;font-weight:600;border-radius:10px;padding:17px 16px">I have them, or I can't</a></td></tr><tr><td style="font-size:13px;line-height:20px;color:#54514a">${because}</td></tr></table></td></tr></table></body></html>`,
  };
}

function rankOf({ heading }: PageStory): number {
  return order.indexOf(heading.toLowerCase());
}

/** What it is about in one line: `Critical: p99 above 2 s (Checkout)`. */
export function lineOf({ heading, title, serviceName }: Pick<PageStory, "heading" | "title" | "serviceName">): string {
  return `${oneLine(heading)}: ${oneLine(title)}${serviceName === null ? "" : ` (${oneLine(serviceName)})`}`;
}
