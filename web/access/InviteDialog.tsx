import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { Account } from "../../server/features/access/contract.ts";
import type { PersonView } from "../../server/features/directory/contract.ts";
import type { Role } from "../../server/values/permission.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import "../design/mantine-form-styles.ts";
import { capital } from "../design/number-words.ts";
import classes from "./Access.module.css";
import { LinkDialog, type ShownLink } from "./LinkDialog.tsx";
import { aRole, roleAbout, rolesUpTo } from "./role-words.ts";
import { useInvite } from "./use-invite.ts";

type Invitee = Pick<PersonView, "id" | "name">;

interface WhoFieldProps {
  accounts: readonly Account[];
  chosen: Invitee | null;
  onChoose: (person: Invitee | null) => void;
}

/** Chooses among those who have neither an account nor an invitation. */
function WhoField({ accounts, chosen, onChoose }: WhoFieldProps) {
  const people = useAddress<List<PersonView>>("people", "/api/v1/people?limit=500");
  const known = new Set(accounts.map(({ personId }) => personId));
  const rest = (people.data?.items ?? []).filter(({ id }) => !known.has(id));
  return (
    <>
      <Select
        label="Who" searchable data-autofocus placeholder="A person of the organization"
        data={rest.map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }))}
        value={chosen?.id ?? null} onChange={(id) => onChoose(rest.find((person) => person.id === id) ?? null)}
        nothingFoundMessage={rest.length === 0 ? "Everybody can sign in already" : "Nobody of that name"}
      />
      <p>Somebody who is not listed is added under People first.</p>
    </>
  );
}

function RoleField({ role, onChoose }: { role: Role; onChoose: (role: Role) => void }) {
  return <Select label="As what" data={rolesUpTo("administrator")} value={role} onChange={(chosen) => onChoose(chosen as Role)} description={`${capital(aRole(role))} ${roleAbout[role]}.`} />;
}

export interface InviteDialogProps {
  /** Whom; left out, it is chosen here. */
  person?: Invitee | undefined;
  onClose: () => void;
}

function InviteForm({ person, onClose, onLink }: InviteDialogProps & { onLink: (link: ShownLink) => void }) {
  const accounts = useAddress<List<Account>>("people", "/api/v1/accounts?limit=500");
  const [chosen, setChosen] = useState<Invitee | null>(person ?? null);
  const [wish, setWish] = useState<Role>("responder");
  const standing = accounts.data?.items.find(({ personId }) => personId === person?.id)?.role ?? null;
  const invite = useInvite({ personId: chosen?.id ?? "", name: chosen?.name ?? "" }, onLink);
  return (
    <Modal opened onClose={onClose} title={person === undefined ? "Invite somebody" : `Invite ${person.name} to sign in`} withCloseButton={false} size={440}>
      <div className={classes["form"]}>
        {person === undefined ? <WhoField accounts={accounts.data?.items ?? []} chosen={chosen} onChoose={setChosen} /> : null}
        {standing === null ? <RoleField role={wish} onChoose={setWish} /> : <p>{person?.name} has an account as {aRole(standing)} already: the link sets a new password.</p>}
        <p>Muster shows you the link; you pass it on.</p>
        <div className={classes["buttons"]}>
          <Button disabled={chosen === null || accounts.isPending} loading={invite.isBusy} onClick={() => invite.send(standing ?? wish)}>Make the link</Button>
          <Button variant="subtle" onClick={onClose}>Not now</Button>
        </div>
      </div>
    </Modal>
  );
}

/** Lets a person of the organization sign in: makes a link, and shows it this once. */
export function InviteDialog({ person, onClose }: InviteDialogProps) {
  const [link, setLink] = useState<ShownLink | null>(null);
  if (link !== null) return <LinkDialog link={link} onClose={onClose} />;
  return <InviteForm person={person} onClose={onClose} onLink={setLink} />;
}
