import { createHash, createHmac } from "node:crypto";
import { isSameSecret } from "../../platform/ids/ids.ts";
import { escapeHtml, type Written } from "./page-message.rules.ts";
import type { LinkMaker } from "./page-link.mail.ts";

/** What is kept of an address to which something was sent. */
export function hashAddress(address: string): Buffer {
  return createHash("sha256").update(address).digest();
}

/** The six digits of a proof: made from its id by the installation's key, so that they are kept nowhere and a retry carries the same. */
export function codeOf(secret: string, proofId: string): string {
  const number = createHmac("sha256", secret).update(`contact-code|${proofId}`).digest().readUIntBE(0, 6);
  return String(number % 1_000_000).padStart(6, "0");
}

/** What is kept of a code: without the installation's key six digits cannot be guessed from it. */
export function hashCode(secret: string, proofId: string, code: string): Buffer {
  return createHmac("sha256", secret).update(`contact-code-hash|${proofId}|${code}`).digest();
}

/** The address at which somebody says that a test reached them, without signing in. */
export function testLink(links: LinkMaker, proofId: string): string {
  return `${links.publicUrl}/t/${proofId.replaceAll("-", "")}${signature(links.secret, proofId)}`;
}

function signature(secret: string, proofId: string): string {
  return createHmac("sha256", secret).update(`contact-test|${proofId}`).digest("base64url").slice(0, 32);
}

/** The test that a token serves; null where the token was not made here. */
export function testOfToken(links: LinkMaker, token: string): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([\w-]{32})$/.exec(token);
  if (!match) return null;
  const proofId = match.slice(1, 6).join("-");
  return isSameSecret(match[6] ?? "", signature(links.secret, proofId)) ? proofId : null;
}

/** The message with a code; a voice says its digits one by one. */
export function writeCode(code: string, channel: string): Written {
  const said = channel === "voice" ? [...code].join(", ") : code;
  const line = `Your Muster code is ${said}.`;
  const rest = channel === "voice" ? `Once more: ${said}.` : "It is good for ten minutes. If you did not ask for it, do nothing: nobody is paged here without it.";
  return written(channel === "voice" ? line : `${code} is your Muster code`, [line, rest], null);
}

/** The message of a test: it says first that it is none. */
export function writeTest(link: string, channel: string): Written {
  const line = "This is a test from Muster. Nothing is wrong, and nobody waits for you.";
  const rest = channel === "voice" ? "A page would reach you like this. Say in Muster that it reached you." : "A page would reach you like this. Open the link and say that it reached you:";
  return written("A test from Muster: nothing is wrong", [line, rest], link);
}

function written(subject: string, lines: readonly string[], link: string | null): Written {
  const paragraphs = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("");
  const button = link === null ? "" : `<p><a href="${escapeHtml(link)}">It reached me</a></p>`;
  return {
    subject,
    text: `${[...lines, ...(link === null ? [] : ["", link])].join("\n")}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Muster</title></head><body>${paragraphs}${button}</body></html>`,
  };
}
