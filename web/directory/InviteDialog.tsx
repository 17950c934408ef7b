import { Button, Modal, Radio } from "@mantine/core";
import { useState } from "react";
import type { Role } from "../../server/values/permission.ts";
import { useCommand } from "../api/queries.ts";
import { Code } from "../design/Code.tsx";
import "../design/mantine-form-styles.ts";
import { fullMomentWords } from "../design/wording.ts";
import classes from "./Directory.module.css";

const roleWords: { role: Role; words: string }[] = [
  { role: "viewer", words: "Viewer: sees everything, changes nothing" },
  { role: "responder", words: "Responder: answers pages, takes and gives shifts" },
  { role: "manager", words: "Manager: changes people, schedules and services too" },
  { role: "administrator", words: "Administrator: everything, invitations included" },
];

interface Invited {
  link: string;
  expiresAt: string;
}

function InvitationLink({ name, invited, onClose }: { name: string; invited: Invited; onClose: () => void }) {
  return (
    <div className={classes["form"]}>
      <p>
        Send this to {name}. It is shown this once, works once, and ends {fullMomentWords(Date.parse(invited.expiresAt))}.
      </p>
      <Code label="Invitation link" content={invited.link} />
      <div className={classes["buttons"]}>
        <Button onClick={onClose}>I have sent it</Button>
      </div>
    </div>
  );
}

/** Invites somebody to sign in; the link is shown once. */
export function InviteDialog({ personId, name, onClose }: { personId: string; name: string; onClose: () => void }) {
  const [role, setRole] = useState<Role>("responder");
  const { mutate, data, isPending, error } = useCommand<Invited>("people");
  const invite = () => mutate({ path: `/api/v1/people/${personId}/invitation`, body: { role } });
  return (
    <Modal opened onClose={onClose} title={`Invite ${name} to sign in`} size={480} closeButtonProps={{ "aria-label": "Close" }}>
      {data === undefined ? (
        <div className={classes["form"]}>
          <Radio.Group label="As" value={role} onChange={(value) => setRole(value as Role)}>
            <div className={classes["choices"]}>
              {roleWords.map((each) => (
                <Radio key={each.role} value={each.role} label={each.words} />
              ))}
            </div>
          </Radio.Group>
          {error === null ? null : (
            <p className={classes["problem"]} role="alert">
              {error.message}
            </p>
          )}
          <div className={classes["buttons"]}>
            <Button onClick={invite} loading={isPending}>
              Make the link
            </Button>
            <Button variant="subtle" onClick={onClose}>
              Not now
            </Button>
          </div>
        </div>
      ) : (
        <InvitationLink name={name} invited={data} onClose={onClose} />
      )}
    </Modal>
  );
}
