import type { z } from "zod";
import { toIso, toIsoOrNull } from "../../values/instant.ts";
import type { sentProofSchema } from "./contact-proof.contract.ts";
import type { Proof } from "./contact-proof.queries.ts";
import { escapeHtml } from "./page-message.rules.ts";

export function presentSent({ id, contact_id: contactId, kind, asked_at, expires_at, answered_at }: Proof): z.input<typeof sentProofSchema> {
  return { id, contactId, kind, askedAt: toIso(asked_at), expiresAt: toIso(expires_at), answeredAt: toIsoOrNull(answered_at) };
}

const style = `
:root{--paper:#f7f6f3;--ink:#1b1a17;--ink-2:#54514a;--line:#e6e3dd;--on-ink:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#121110;--ink:#f0eee8;--ink-2:#b9b5ab;--line:#312f2b;--on-ink:#1b1a17}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:16px/24px Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
header{padding:14px 20px;border-bottom:1px solid var(--line);font-size:14px;line-height:20px;font-weight:600}
main{flex:1;display:flex;flex-direction:column;padding:24px 20px max(20px,env(safe-area-inset-bottom));width:100%;max-width:480px;margin:0 auto}
.grow{flex:1}h1{margin:16px 0 8px;font-size:28px;line-height:34px;font-weight:600;letter-spacing:-.017em}p{margin:0 0 12px;color:var(--ink-2)}form{margin:0}
button{width:100%;min-height:66px;border:1px solid var(--ink);border-radius:10px;background:var(--ink);color:var(--on-ink);font:inherit;font-size:18px;font-weight:600;cursor:pointer}
button:focus-visible{outline:2px solid var(--ink);outline-offset:3px}
`.replaceAll("\n", "");

export type TestPage = "open" | "answered" | "expired" | "unknown";

const words: Readonly<Record<TestPage, readonly [string, string]>> = {
  open: ["This is a test", "Nothing is wrong, and nobody waits for you. Say that it reached you, so that Muster knows that a page would."],
  answered: ["It reached you", "Muster has noted it. You may close this page."],
  expired: ["This test is over", "It was sent more than a day ago. Send yourself another one."],
  unknown: ["This link serves no test", "It may have been cut off by the mail program. Open the whole address."],
};

/** The page behind the link of a test: plain HTML, no script. */
export function writeTestPage(state: TestPage, nonce: string): string {
  const [head, rest] = words[state];
  const button = state === "open" ? '<form method="post"><button>It reached me</button></form>' : "";
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${head}</title><style nonce="${escapeHtml(nonce)}">${style}</style></head>
<body><header>Muster</header><main><div class="grow"><h1>${head}</h1><p>${rest}</p></div>${button}</main></body></html>`;
}
