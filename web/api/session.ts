import type { QueryClient, UseQueryResult } from "@tanstack/react-query";
import type { Session } from "../../server/features/access/contract.ts";
import type { Role } from "../../server/values/permission.ts";
import { type ApiProblem, command } from "./client.ts";
import { useAddress } from "./queries.ts";

/** Where one learns who is signed in. */
export const sessionPath = "/api/v1/session";
export const sessionKey = ["session", sessionPath] as const;

const ranks: Readonly<Record<Role, number>> = { viewer: 0, responder: 1, manager: 2, administrator: 3 };

/** Who is signed in; null where nobody is. */
export function useSession(): UseQueryResult<Session | null, ApiProblem> {
  return useAddress<Session | null>("session", sessionPath);
}

/** Who is signed in, as far as is known; null also while that is being asked. */
export function useSignedIn(): Session | null {
  return useSession().data ?? null;
}

/** Each role includes those before it. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ranks[role] >= ranks[least];
}

/** Whether who is signed in has at least that role; the server asks again. */
export function useMay(atLeast: Role): boolean {
  const session = useSignedIn();
  return session !== null && isAtLeast(session.role, atLeast);
}

/** Ends the session here and on the server, and forgets what was read in it. */
export async function signOut(queries: QueryClient): Promise<void> {
  await command("DELETE", sessionPath);
  queries.setQueryData(sessionKey, null);
}
