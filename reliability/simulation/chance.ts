import { createHash } from "node:crypto";

/** Chances that a seed and a name decide alone: the same again in every run, whatever else was drawn before. */
export interface Chance {
  /** From 0 to below 1. */
  share(name: string): number;
  /** A whole number from `least` to `most`, both included. */
  between(name: string, least: number, most: number): number;
  pick<Member>(name: string, members: readonly Member[]): Member;
}

export function chanceOf(seed: number): Chance {
  const share = (name: string) => createHash("sha256").update(`${seed}|${name}`).digest().readUInt32BE(0) / 2 ** 32;
  return {
    share,
    between: (name, least, most) => least + Math.floor(share(name) * (most - least + 1)),
    pick<Member>(name: string, members: readonly Member[]): Member {
      const member = members[Math.floor(share(name) * members.length)];
      if (member === undefined) throw new Error(`Nothing to pick from for ${name}.`);
      return member;
    },
  };
}
