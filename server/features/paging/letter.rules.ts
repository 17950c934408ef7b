import type { Letter } from "../../values/letter.ts";
import { cut } from "../../values/text.ts";
import { escapeHtml, oneLine, type Written } from "./page-message.rules.ts";

const longestSubject = 180;

/** Writes a letter as mail: plain text and HTML that say the same, with one link. */
export function writeLetter({ subject, paragraphs, link, because }: Pick<Letter, "subject" | "paragraphs" | "link" | "because">, publicUrl: string): Written {
  const address = `${publicUrl}${link.path}`;
  const reasons = because === undefined ? [] : [because];
  const html = [
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replaceAll("\n", "<br>")}</p>`),
    `<p><a href="${escapeHtml(address)}">${escapeHtml(link.words)}</a></p>`,
    ...reasons.map((sentence) => `<p>${escapeHtml(sentence)}</p>`),
  ];
  return {
    subject: cut(oneLine(subject), longestSubject),
    text: `${[paragraphs.map((paragraph) => paragraph.trim()).join("\n"), address, ...reasons].join("\n\n")}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Muster</title></head><body>${html.join("")}</body></html>`,
  };
}
