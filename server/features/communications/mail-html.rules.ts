import { escapeHtml } from "../paging/page-message.rules.ts";

interface Headline {
  ref: string;
  title: string;
  className: string;
  isDrill: boolean;
}

interface Parts {
  body: readonly string[];
  /** Where it leads; null for people who cannot go there. */
  link: string | null;
  foot: string;
}

/** Colours of the day, and of the night where the reader's program asks for them. */
const style = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.paper{background:#121110!important}
.ink{color:#f0eee8!important}
.quiet{color:#b9b5ab!important}
.rule{border-color:#2b2926!important}
.button{background:#f0eee8!important;color:#1a1917!important}
}`;

const font = "font-family:Inter,system-ui,-apple-system,'Segoe UI',sans-serif";
const row = (inner: string, css: string, names: string) => `<tr><td class="${names}" dir="auto" style="${css}">${inner}</td></tr>`;

/** The page that every mail about an incident is. What people typed comes in as text and stands in cells of its own, whatever its direction. */
export function mailPage({ ref, title, className, isDrill }: Headline, { body, link, foot }: Parts): string {
  const head = [isDrill ? "Drill" : "", ref, className].filter((word) => word !== "").map(escapeHtml).join(" &nbsp;");
  const button = link === null ? "" : row(`<a class="button" href="${escapeHtml(link)}" style="display:inline-block;background:#1b1a17;color:#ffffff;text-decoration:none;font-size:15px;font-weight:600;border-radius:10px;padding:12px 16px">Open ${escapeHtml(ref)}</a>`, "padding:20px 0 4px", "");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body class="paper ink" style="margin:0;background:#f7f6f3;color:#1b1a17;${font}">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f6f3"><tr><td align="center" style="padding:24px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;table-layout:fixed;overflow-wrap:anywhere;text-align:start">
${row(head, "padding-bottom:8px;font-size:13px;line-height:20px;color:#54514a", "quiet")}
${row(escapeHtml(title), "padding-bottom:8px;font-size:24px;line-height:31px;font-weight:600;color:#1b1a17", "ink")}
${body.join("\n")}
${button}
${row(escapeHtml(foot), "padding-top:16px;font-size:13px;line-height:20px;color:#54514a", "quiet")}
</table></td></tr></table>
</body></html>
`;
}

/** A heading with what people typed under it, line for line. */
export function section(heading: string, text: string): string {
  const title = row(`<strong>${escapeHtml(heading)}</strong>`, "padding-top:16px;border-top:1px solid #e6e3dd;font-size:13px;line-height:20px;color:#54514a", "quiet rule");
  return `${title}\n${row(lines(text), "padding:2px 0 14px;font-size:16px;line-height:24px;color:#1b1a17", "ink")}`;
}

export function paragraph(text: string, kind: "quiet" | "next"): string {
  if (kind === "quiet") return row(lines(text), "padding-bottom:8px;font-size:15px;line-height:22px;color:#54514a", "quiet");
  return row(lines(text), "padding-top:16px;border-top:1px solid #e6e3dd;font-size:17px;line-height:26px;font-weight:600;color:#1b1a17", "ink rule");
}

function lines(text: string): string {
  return text.split("\n").map(escapeHtml).join("<br>");
}
