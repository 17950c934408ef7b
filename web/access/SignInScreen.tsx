import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import type { Session } from "../../server/features/access/contract.ts";
import { useAddress, useCommand } from "../api/queries.ts";
import { sessionKey, sessionPath, useSession } from "../api/session.ts";
import { Keys } from "../design/Keys.tsx";
import classes from "./Door.module.css";
import { DoorPage } from "./DoorPage.tsx";
import { readFields } from "./form-fields.ts";
import { readReturn } from "./return-address.ts";

interface Credentials {
  email: string;
  password: string;
}

function SignInForm() {
  const queries = useQueryClient();
  const signingIn = useCommand<Session, Credentials>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = readFields<Credentials>(event.currentTarget);
    signingIn.mutate({ path: sessionPath, body }, { onSuccess: (session) => queries.setQueryData(sessionKey, session) });
  };
  return (
    <form noValidate className={classes["form"]} onSubmit={submit}>
      <TextInput size="md" label="E-mail" name="email" type="email" autoComplete="username" autoFocus required />
      <PasswordInput size="md" label="Password" name="password" autoComplete="current-password" required />
      {signingIn.error === null ? null : <p className={classes["problem"]} role="alert">{signingIn.error.message}</p>}
      <Button type="submit" loading={signingIn.isPending} rightSection={<Keys keys="↵" />}>
        Sign in
      </Button>
    </form>
  );
}

/** Goes to where somebody wanted to be before the door stood in the way. */
function Entered({ to }: { to: string }) {
  const navigate = useNavigate();
  // The address changes while the next screen loads, and this one with it.
  const [goal] = useState(to);
  useEffect(() => void navigate({ href: goal, replace: true }), [navigate, goal]);
  return null;
}

/** The door. A Muster without an administrator leads on to its first run. */
export function SignInScreen() {
  // The router keeps what the reader of the address left out.
  const { from = "/" } = readReturn({ ...useSearch({ from: "/sign-in" }) });
  const { data: session = null, isPending } = useSession();
  const firstRun = useAddress<{ isOpen: true }>("session", session === null && !isPending ? "/api/v1/first-run" : null);
  if (session !== null) return <Entered to={from} />;
  if (firstRun.data?.isOpen === true) return <Navigate to="/first-run" replace />;
  return (
    <DoorPage
      title="Sign in"
      so="Sign in to Muster."
      next={from === "/" ? "You see what burns, and who has it." : "Then you come to where the link leads."}
      foot="No password yet, or forgotten it? An administrator can send you an invitation. A page that reached you opens without signing in."
    >
      <SignInForm />
    </DoorPage>
  );
}
