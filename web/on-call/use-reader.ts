import type { Session } from "../../server/features/access/contract.ts";
import { roles, type Role } from "../../server/values/permission.ts";
import { useAddress } from "../api/queries.ts";

/** Who looks at the screen, and what they may do there. */
export interface Reader {
  isLoading: boolean;
  /** Null for an API token. */
  personId: string | null;
  mayRespond: boolean;
  mayManage: boolean;
  mayAdminister: boolean;
}

/** Reads who is signed in. */
export function useReader(): Reader {
  const { data, isPending } = useAddress<Session | null>("session", "/api/v1/session");
  const may = (atLeast: Role) => data != null && roles.indexOf(data.role) >= roles.indexOf(atLeast);
  return {
    isLoading: isPending,
    personId: data?.personId ?? null,
    mayRespond: may("responder"),
    mayManage: may("manager"),
    mayAdminister: may("administrator"),
  };
}
