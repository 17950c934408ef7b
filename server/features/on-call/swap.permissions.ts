import { hasRole, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import type { Swap } from "./swap.rules.ts";

/** Who may do what with swaps. */
export const swapPermissions = {
  swap: { atLeast: "responder", sentence: "Responders swap their turns. Ask an administrator for that role." },
} as const satisfies Record<string, Permission>;

/** A responder asks others to take one of their own turns; a manager asks for anybody. */
export function whyNotAskFor(caller: Caller, giverId: string): Refusal | null {
  if (caller.personId === giverId || hasRole(caller, "manager")) return null;
  return refuse("not-allowed", "You may ask others to take a turn of your own. A manager may ask for anybody.");
}

/** Only those it is between, and managers, see a swap. */
export function maySee(caller: Caller, { giverId, asks }: Swap): boolean {
  return giverId === caller.personId || hasRole(caller, "manager") || isAsked(caller, asks);
}

/** Nobody says yes for another: consent is the person's own. */
export function isAsked(caller: Caller, asks: Swap["asks"]): boolean {
  return caller.personId !== null && asks.some(({ personId, status }) => personId === caller.personId && status !== "later");
}

/** Null where the whole may be taken back by the caller. */
export function whyNotWithdraw(caller: Caller, { giverId }: Swap): Refusal | null {
  if (caller.personId === giverId || hasRole(caller, "manager")) return null;
  return refuse("not-allowed", "Only whoever asked, or a manager, withdraws this.");
}

/** Null where the caller may see these swaps: their own, or as a manager everybody's. */
export function whyNotList(caller: Caller, of: "me" | "everyone"): Refusal | null {
  return of === "me" || hasRole(caller, "manager") ? null : refuse("not-allowed", "Managers see everybody's swaps; you see yours.");
}
