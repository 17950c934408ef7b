import type { EvidenceSeal } from "../../server/features/adherence/evidence-pack.contract.ts";

/** What is so, first. */
export function sealHead({ difference, sealedAt, unsealed, events }: EvidenceSeal): string {
  if (difference !== null) return "The log is not what was written";
  return sealedAt === null || unsealed === events ? "The log is whole; it is sealed within a minute" : "The log is whole and unchanged";
}

/** How many events there are, and how many of them the newest checkpoint does not cover yet. */
export function eventsWords({ events, streams, unsealed }: EvidenceSeal): string {
  const all = `${events} in ${streams} ${streams === 1 ? "stream" : "streams"}, each names the one before`;
  return unsealed === 0 ? all : `${all}; the last ${unsealed === 1 ? "is" : `${unsealed} are`} sealed within a minute`;
}

/** A hash as people compare it: its first 16 digits in fours. */
export function hashWords(hash: string): string {
  return hash === "" ? "none yet" : (hash.slice(0, 16).match(/.{4}/g) ?? []).join(" ");
}

export function redactedWords(redacted: number): string {
  if (redacted === 0) return "nothing";
  return redacted === 1 ? "1 text, the hash still fits" : `${redacted} texts, the hashes still fit`;
}
