import { createHmac } from "node:crypto";
import { isSameSecret } from "../../platform/ids/ids.ts";
import type { Tx } from "../../platform/database/database.ts";

/** What links are made of: the address people use and the key that signs. */
export interface LinkMaker {
  publicUrl: string;
  secret: string;
}

export function linkMakerOf(tx: Tx): LinkMaker {
  return tx.context["links"] as LinkMaker;
}

/** The address that serves one page without signing in. The same page has the same link, also after a retry. */
export function phoneLink(links: LinkMaker, pageId: string): string {
  return `${links.publicUrl}/p/${pageToken(links.secret, pageId)}`;
}

/** The address that serves all the pages that one message told of. */
export function bundleLink(links: LinkMaker, carrierId: string): string {
  return `${links.publicUrl}/b/${carrierId.replaceAll("-", "")}${signature(links.secret, carrierId, "bundle-link")}`;
}

function pageToken(secret: string, pageId: string): string {
  return `${pageId.replaceAll("-", "")}${signature(secret, pageId)}`;
}

function signature(secret: string, pageId: string, purpose: "page-link" | "bundle-link" = "page-link"): string {
  return createHmac("sha256", secret).update(`${purpose}|${pageId}`).digest("base64url").slice(0, 32);
}

/** The page that a token serves; null where the token was not made here. */
export function pageOfToken(links: LinkMaker, token: string): string | null {
  return readToken(links, token, "page-link");
}

/** The page whose message a token serves whole; null where the token was not made here. */
export function carrierOfToken(links: LinkMaker, token: string): string | null {
  return readToken(links, token, "bundle-link");
}

function readToken(links: LinkMaker, token: string, purpose: "page-link" | "bundle-link"): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([\w-]{32})$/.exec(token);
  if (!match) return null;
  const pageId = match.slice(1, 6).join("-");
  return isSameSecret(match[6] ?? "", signature(links.secret, pageId, purpose)) ? pageId : null;
}
