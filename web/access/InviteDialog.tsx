import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { Account } from "../../server/features/access/contract.ts";
import type { PersonView } from "../../server/features/directory/contract.ts";
import type { Role } from "../../server/values/permission.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { capital } from "../design/number-words.ts";
import classes from "./Access.module.css";
import type { ShownLink } from "./LinkDialog.tsx";
import { aRole, roleAbout, rolesUpTo } from "./role-words.ts";
import { useInvite } from "./use-invite.ts";

export interface InviteDialogProps {
  /** Who has an account or an invitation already. */
  accounts: readonly Account[];
  onClose: () => void;
  onLink: (link: ShownLink) => void;
}

/** Lets a person of the organization sign in. */
export function InviteDialog({ accounts, onClose, onLink }: InviteDialogProps) {
  const people = useAddress<List<PersonView>>("people", "/api/v1/people?limit=500");
  const known = new Set(accounts.map(({ personId }) => personId));
  const rest = (people.data?.items ?? []).filter(({ id }) => !known.has(id));
  const [personId, setPersonId] = useState<string | null>(null);
  const [role, setRole] = useState<Role>("responder");
  const person = rest.find(({ id }) => id === personId);
  const invite = useInvite({ personId: personId ?? "", name: person?.name ?? "" }, (link) => {
    onClose();
    onLink(link);
  });
  return (
    <Modal opened onClose={onClose} title="Invite somebody" withCloseButton={false} size={440}>
      <div className={classes["form"]}>
        <Select
          label="Who"
          searchable
          data-autofocus
          data={rest.map(({ id, name, email }) => ({ value: id, label: `${name}, ${email}` }))}
          value={personId}
          onChange={setPersonId}
          placeholder="A person of the organization"
          nothingFoundMessage={rest.length === 0 ? "Everybody can sign in already" : "Nobody of that name"}
        />
        <Select label="As what" data={rolesUpTo("administrator")} value={role} onChange={(chosen) => setRole(chosen as Role)} description={`${capital(aRole(role))} ${roleAbout[role]}.`} />
        <p>Somebody who is not listed is added under People first. Muster shows you the link; you pass it on.</p>
        <div className={classes["buttons"]}>
          <Button disabled={person === undefined} loading={invite.isBusy} onClick={() => invite.send(role)}>Make the link</Button>
          <Button variant="subtle" onClick={onClose}>Not now</Button>
        </div>
      </div>
    </Modal>
  );
}
