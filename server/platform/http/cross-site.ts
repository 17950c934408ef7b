import type { FastifyRequest } from "fastify";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * True for a change that a browser sends from another site. Callers with a token of their own in a header are not browsers of strangers;
 * all others are judged by Sec-Fetch-Site, else by Origin. Programs send neither.
 */
export function isForeignWrite(request: FastifyRequest, publicUrl: string): boolean {
  if (safeMethods.has(request.method) || request.headers.authorization !== undefined) return false;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return origin !== new URL(publicUrl).origin && hostOf(origin) !== request.headers.host;
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
