import { hasRole, whyNot, type Caller, type Permission } from "../../values/permission.ts";
import { refuse, type Refusal } from "../../values/refusal.ts";
import { alertPermissions } from "./alert.permissions.ts";

/** Who may do what with views of the alerts: their own everybody, everybody's those who take care of alerts. */
export const alertViewPermissions = {
  keep: alertPermissions.read,
  share: { atLeast: alertPermissions.answer.atLeast, sentence: "Responders keep views for everybody. Keep it for yourself, or ask an administrator for that role." },
  changeAny: { atLeast: "administrator", sentence: "Only who made a view for everybody, and administrators, change it. Keep a view of your own." },
} as const satisfies Record<string, Permission>;

interface Kept {
  made_by: string;
  is_shared: boolean;
}

/** Null where the caller may change the view as it stands; else the reason why not. */
export function whyNotChangeView(caller: Caller, view: Kept): Refusal | null {
  if (view.made_by !== caller.personId) return whyNot(caller, alertViewPermissions.changeAny);
  return view.is_shared ? whyNot(caller, alertViewPermissions.share) : null;
}

/** Null where the caller may make it everybody's, or theirs alone again; else the reason why not. */
export function whyNotShareView(caller: Caller, view: Kept, isShared: boolean): Refusal | null {
  if (isShared === view.is_shared) return null;
  if (isShared) return whyNot(caller, alertViewPermissions.share);
  return view.made_by === caller.personId ? null : refuse("not-allowed", "Only who made a view can keep it to themselves.");
}

/** Whether the caller sees the view at all. */
export function seesView(caller: Caller, view: Kept): boolean {
  return hasRole(caller, alertViewPermissions.keep.atLeast) && (view.is_shared || view.made_by === caller.personId);
}
