import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { FormEvent } from "react";
import type { Session } from "../../server/features/access/contract.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { sessionKey } from "../api/session.ts";
import { Keys } from "../design/Keys.tsx";
import classes from "./Door.module.css";
import { DoorPage } from "./DoorPage.tsx";
import { fieldError, readFields, restOfProblem } from "./form-fields.ts";
import { NewPassword } from "./NewPassword.tsx";

interface Invitation {
  name: string;
  email: string;
}

function AcceptForm({ token, email }: { token: string; email: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const accepting = useCommand<Session, { token: string; password: string }>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { password } = readFields<{ password: string }>(event.currentTarget);
    const enter = (session: Session) => {
      queries.clear();
      queries.setQueryData(sessionKey, session);
      void navigate({ to: "/" });
    };
    accepting.mutate({ path: "/api/v1/invitation", body: { token, password } }, { onSuccess: enter });
  };
  const rest = restOfProblem(accepting.error, ["password"]);
  return (
    <form noValidate className={classes["form"]} onSubmit={submit}>
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <NewPassword error={fieldError(accepting.error, "password")} />
      {rest === null ? null : <p className={classes["problem"]} role="alert">{rest}</p>}
      <Button type="submit" loading={accepting.isPending} rightSection={<Keys keys="↵" />}>
        Set the password and enter
      </Button>
    </form>
  );
}

/** Where the link of an invitation leads: a password is set here, and with it one enters. */
export function InvitationScreen() {
  const { token } = useParams({ from: "/invitation/$token" });
  const invitation = useAddress<Invitation>("session", `/api/v1/invitation/${encodeURIComponent(token)}`);
  if (invitation.error !== null) {
    return (
      <DoorPage title="Invitation" so="This invitation leads nowhere any more." next={invitation.error.message}>
        <div className={classes["form"]}>
          <Link to="/sign-in">Sign in instead</Link>
        </div>
      </DoorPage>
    );
  }
  if (invitation.data === undefined) return null;
  const { name, email } = invitation.data;
  return (
    <DoorPage title="Invitation" so={`Welcome, ${name}.`} next={`Set a password for ${email}, and you are in.`} foot="The link works once. Whoever has it can enter in your name, so do not pass it on.">
      <AcceptForm token={token} email={email} />
    </DoorPage>
  );
}
