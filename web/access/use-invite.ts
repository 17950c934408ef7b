import type { Role } from "../../server/values/permission.ts";
import { useCommand } from "../api/queries.ts";
import { toast } from "../design/toasts.ts";
import type { ShownLink } from "./LinkDialog.tsx";

/** Makes the link by which a person sets a password; it is shown once. */
export function useInvite({ personId, name }: { personId: string; name: string }, onLink: (link: ShownLink) => void) {
  const inviting = useCommand<{ link: string; expiresAt: string }, { role: Role }>("people", "settings");
  return {
    send: (role: Role) =>
      inviting.mutate(
        { path: `/api/v1/people/${encodeURIComponent(personId)}/invitation`, body: { role } },
        { onSuccess: (made) => onLink({ name, ...made }), onError: (problem) => void toast(problem.message) },
      ),
    isBusy: inviting.isPending,
  };
}
