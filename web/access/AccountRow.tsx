import { Button, Menu, Select } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { Access, Account } from "../../server/features/access/contract.ts";
import type { Role } from "../../server/values/permission.ts";
import { useCommand } from "../api/queries.ts";
import { Avatar } from "../design/Avatar.tsx";
import { Clock, TimeOfDay } from "../design/Clock.tsx";
import { toast } from "../design/toasts.ts";
import classes from "../settings/Settings.module.css";
import type { ShownLink } from "./LinkDialog.tsx";
import { rolesUpTo } from "./role-words.ts";
import { useInvite } from "./use-invite.ts";

function Standing({ account }: { account: Account }) {
  const { email, role, isDisabled, seenAt, invitation } = account;
  const open = invitation === null ? null : <>, invited; the link ends <Clock due={Date.parse(invitation.expiresAt)} withTime={false} /></>;
  if (role === null) return <>{email}{open}</>;
  if (isDisabled) return <>{email}, disabled</>;
  return (
    <>
      {email}
      {seenAt === null ? ", never signed in" : <>, seen <TimeOfDay at={Date.parse(seenAt)} /></>}
      {open}
    </>
  );
}

/** Changes what a person may do; each change can be taken back. */
function useAccess(account: Account) {
  const changing = useCommand<Access, Access>("people", "settings", "session");
  const change = (wish: Access, said: string, before?: Access) => {
    const undo = before === undefined ? undefined : () => change(before, `${account.name} is as before.`);
    changing.mutate(
      { method: "PUT", path: `/api/v1/people/${encodeURIComponent(account.personId)}/access`, body: wish },
      { onSuccess: () => void toast(said, undo), onError: (problem) => void toast(problem.message) },
    );
  };
  return { change, isBusy: changing.isPending };
}

interface PartProps {
  account: Account;
  /** What the account may do; null where there is only an invitation. */
  standing: Access | null;
  access: ReturnType<typeof useAccess>;
}

/** The role, and the way to give another. */
function RoleField({ account: { name, invitation }, standing, access, mayChange }: PartProps & { mayChange: boolean }) {
  if (standing === null) return <span>{invitation?.role}, invited</span>;
  if (standing.isDisabled) return <span>{standing.role}, disabled</span>;
  if (!mayChange) return <span>{standing.role}</span>;
  return (
    <Select
      className={classes["role"] ?? ""}
      aria-label={`Role of ${name}`}
      data={rolesUpTo("administrator")}
      value={standing.role}
      disabled={access.isBusy}
      onChange={(chosen) => access.change({ ...standing, role: chosen as Role }, `${name} is ${chosen ?? ""} now.`, standing)}
    />
  );
}

/** What else can be done about somebody. */
function MoreMenu({ account, standing, access, onLink }: PartProps & { onLink: (link: ShownLink) => void }) {
  const { name, invitation } = account;
  const invite = useInvite(account, onLink);
  const isDisabled = standing?.isDisabled === true;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" aria-label={`More for ${name}`} px={8}><IconDots size={16} stroke={1.8} /></Button>
      </Menu.Target>
      <Menu.Dropdown>
        {isDisabled ? null : (
          <Menu.Item onClick={() => invite.send(standing?.role ?? invitation?.role ?? "viewer")}>
            {standing === null ? "A new link to come in" : "A link to set a new password"}
          </Menu.Item>
        )}
        {standing === null ? null : (
          <Menu.Item onClick={() => access.change({ ...standing, isDisabled: !isDisabled }, `${name} ${isDisabled ? "may sign in again" : "is signed out and stays out"}.`, standing)}>
            {isDisabled ? "Let them sign in again" : "Disable the account"}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

export interface AccountRowProps {
  account: Account;
  mayChange: boolean;
  onLink: (link: ShownLink) => void;
}

/** One person: what they may do, and when they were last here. */
export function AccountRow({ account, mayChange, onLink }: AccountRowProps) {
  const { name, role, isDisabled } = account;
  const access = useAccess(account);
  const standing: Access | null = role === null ? null : { role, isDisabled };
  const parts = { account, standing, access };
  return (
    <li className={classes["row"]} data-off={isDisabled || undefined}>
      <div className={classes["person"]}>
        <Avatar name={name} size={26} />
        <div className={classes["what"]}>
          <p><b>{name}</b></p>
          <p><Standing account={account} /></p>
        </div>
      </div>
      <div className={classes["controls"]}>
        <RoleField {...parts} mayChange={mayChange} />
        {mayChange ? <MoreMenu {...parts} onLink={onLink} /> : null}
      </div>
    </li>
  );
}
