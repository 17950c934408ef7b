const longest = 86_400_000;

/** How many milliseconds an answer asks to wait (Retry-After, RFC 9110 §10.2.3: seconds or a date), a day at most; undefined where it asks nothing. */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number = Date.now()): number | undefined {
  const text = headers["retry-after"]?.trim() ?? "";
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : /[a-z]/i.test(text) ? Date.parse(text) - now : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longest);
}
