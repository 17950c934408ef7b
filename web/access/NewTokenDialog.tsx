import { Button, Modal, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ApiToken, ApiTokenWish } from "../../server/features/access/contract.ts";
import type { Role } from "../../server/values/permission.ts";
import { useCommand } from "../api/queries.ts";
import { Code } from "../design/Code.tsx";
import { capital } from "../design/number-words.ts";
import classes from "./Access.module.css";
import { fieldError, readFields, restOfProblem } from "./form-fields.ts";
import { aRole, roleAbout, rolesUpTo } from "./role-words.ts";

/** The secret, this once. */
function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <div className={classes["once"]}>
      <p>Copy it now: Muster keeps only a fingerprint of it and cannot show it again.</p>
      <Code label="The secret" content={secret} />
      <p>A program sends it with every call:</p>
      <Code label="How it is sent" content={`Authorization: Bearer ${secret.slice(0, 8)}…`} copy={`Authorization: Bearer ${secret}`} />
      <Button onClick={onClose}>I have it</Button>
    </div>
  );
}

export interface NewTokenDialogProps {
  /** The role of whoever makes it: a token never may more. */
  own: Role;
  onClose: () => void;
}

/** Makes a token and shows its secret, this once. */
export function NewTokenDialog({ own, onClose }: NewTokenDialogProps) {
  const [role, setRole] = useState<Role>("viewer");
  const making = useCommand<ApiToken & { secret: string }, ApiTokenWish>("settings");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name } = readFields<{ name: string }>(event.currentTarget);
    making.mutate({ path: "/api/v1/tokens", body: { name, role } });
  };
  const rest = restOfProblem(making.error, ["name"]);
  const isMade = making.data !== undefined;
  return (
    <Modal opened onClose={onClose} title={isMade ? `The secret of ${making.data.name}` : "Make a token"} withCloseButton={false} closeOnClickOutside={!isMade} size={520}>
      {isMade ? (
        <Secret secret={making.data.secret} onClose={onClose} />
      ) : (
        <form noValidate className={classes["form"]} onSubmit={submit}>
          <TextInput label="What it is for" name="name" placeholder="Deploy script" required maxLength={100} data-autofocus error={fieldError(making.error, "name")} />
          <Select label="What it may" data={rolesUpTo(own)} value={role} onChange={(chosen) => setRole(chosen as Role)} description={`${capital(aRole(role))} ${roleAbout[role]}.`} />
          {rest === null ? null : <p role="alert">{rest}</p>}
          <div className={classes["buttons"]}>
            <Button type="submit" loading={making.isPending}>Make the token</Button>
            <Button variant="subtle" onClick={onClose}>Not now</Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
