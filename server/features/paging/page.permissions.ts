import { hasRole, whyNot, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";

/** Who may do what with pages. */
export const pagePermissions = {
  read: { atLeast: "viewer", sentence: "Everybody who is signed in sees who was paged." },
  answer: { atLeast: "responder", sentence: "Responders answer pages. Whoever was paged answers by the link in the page itself." },
} as const satisfies Record<string, Permission>;

/** "I can't" is for oneself to say; a manager may say it for somebody. "I have it" anybody may say who responds. */
export function whyNotAnswer(caller: Caller, page: { person_id: string }, answer: "have" | "cannot"): Refusal | null {
  const refused = whyNot(caller, pagePermissions.answer);
  if (refused || answer === "have" || caller.personId === page.person_id || hasRole(caller, "manager")) return refused;
  return refuse("not-allowed", "Only the person who was paged, or a manager, can say that they can't.");
}
