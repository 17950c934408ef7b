import type { Account } from "../../server/features/access/contract.ts";
import { capital, numberWord } from "../design/number-words.ts";

function counted(count: number, one: string, many: string): string {
  return capital(`${numberWord(count)} ${count === 1 ? one : many}`);
}

/** Who can come in, and what waits for somebody. */
export function accessLede(accounts: readonly Account[]): { so: string; next: string } {
  const active = accounts.filter(({ role, isDisabled }) => role !== null && !isDisabled);
  const administrators = active.filter(({ role }) => role === "administrator");
  const invited = accounts.filter(({ role, invitation }) => role === null && invitation !== null);
  const so = `${counted(active.length, "person", "people")} can sign in.`;
  if (administrators.length === 1 && active.length > 1) return { so, next: `Only ${administrators[0]?.name ?? "one"} administers; a second administrator keeps the door open.` };
  if (invited.length > 0) return { so, next: `${counted(invited.length, "invitation waits", "invitations wait")} to be accepted.` };
  return { so, next: "Others can be paged without signing in; invite whoever shall see more." };
}
