import { Button, PasswordInput, SegmentedControl, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import type { PasswordChange } from "../../server/features/access/contract.ts";
import { useCommand } from "../api/queries.ts";
import { signOut, useSignedIn } from "../api/session.ts";
import { Facts } from "../design/Facts.tsx";
import { Section } from "../design/Section.tsx";
import { toast } from "../design/toasts.ts";
import classes from "../settings/Settings.module.css";
import { SettingsPage } from "../settings/SettingsPage.tsx";
import { fieldError, readFields, restOfProblem } from "./form-fields.ts";
import { NewPassword } from "./NewPassword.tsx";
import { aRole } from "./role-words.ts";

function PasswordForm({ email }: { email: string }) {
  const changing = useCommand<null, PasswordChange>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const done = () => {
      form.reset();
      toast("The password is changed. Everywhere else you are signed out.");
    };
    changing.mutate({ method: "PUT", path: "/api/v1/account/password", body: readFields<PasswordChange>(form) }, { onSuccess: done });
  };
  const rest = restOfProblem(changing.error, ["newPassword"]);
  return (
    <form noValidate className={classes["form"]} onSubmit={submit}>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput size="md" label="The password you have" name="currentPassword" autoComplete="current-password" required />
      <NewPassword label="The new one" name="newPassword" error={fieldError(changing.error, "newPassword")} />
      {rest === null ? null : <p className={classes["problem"]} role="alert">{rest}</p>}
      <Button type="submit" loading={changing.isPending}>Change the password</Button>
    </form>
  );
}

const schemes: { value: MantineColorScheme; label: string }[] = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

function Colours() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title="Colours" count="in this browser" rule="line">
      <SegmentedControl aria-label="Colours" data={schemes} value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)} />
    </Section>
  );
}

/** Who one is here, and what one arranges for oneself. */
export function AccountScreen() {
  const queries = useQueryClient();
  const session = useSignedIn();
  if (session === null) return null;
  const facts = [
    { label: "Role", value: session.role },
    { label: "Time zone", value: session.timezone ?? "UTC" },
  ];
  const leave = () => void signOut(queries).catch((problem: Error) => void toast(problem.message));
  return (
    <SettingsPage title="My account" so={`You are ${session.name}.`} next={`You sign in as ${session.email ?? "nobody"}, and may do what ${aRole(session.role)} may.`}>
      <Facts facts={facts} />
      {session.email === null ? null : <Section title="Password" rule="line"><PasswordForm email={session.email} /></Section>}
      <Section title="How you are reached" rule="line">
        <p className={classes["text"]}>
          <Link to="/me/reach">Your numbers, this browser, and in which order they are tried</Link>
        </p>
      </Section>
      <Colours />
      <Section title="Signing out" rule="line">
        <div className={classes["buttons"]}><Button variant="default" onClick={leave}>Sign out here</Button></div>
      </Section>
    </SettingsPage>
  );
}
