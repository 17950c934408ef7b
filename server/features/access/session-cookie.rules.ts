export const sessionCookie = "muster_session";

/** How long a session lasts after it was last seen. */
export const sessionMilliseconds = 30 * 86_400_000;

/** Out of reach of scripts and of other sites' requests; over HTTPS only where people come by HTTPS. */
export function sessionCookieAttributes(publicUrl: string) {
  return { path: "/", httpOnly: true, sameSite: "lax", secure: publicUrl.startsWith("https:"), maxAge: sessionMilliseconds / 1_000 } as const;
}
