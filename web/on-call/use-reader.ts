import type { Role } from "../../server/values/permission.ts";
import { isAtLeast, useSession } from "../api/session.ts";

/** Who looks at the screen, and what they may do there. */
export interface Reader {
  isLoading: boolean;
  /** Null for an API token. */
  personId: string | null;
  mayRespond: boolean;
  mayManage: boolean;
}

/** Reads who is signed in. */
export function useReader(): Reader {
  const { data, isPending } = useSession();
  const may = (least: Role) => data !== undefined && data !== null && isAtLeast(data.role, least);
  return { isLoading: isPending, personId: data?.personId ?? null, mayRespond: may("responder"), mayManage: may("manager") };
}
