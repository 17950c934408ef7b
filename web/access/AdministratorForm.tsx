import { Button, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { FirstAdministrator, Session } from "../../server/features/access/contract.ts";
import { useCommand } from "../api/queries.ts";
import { sessionKey } from "../api/session.ts";
import { Keys } from "../design/Keys.tsx";
import { useOfNow } from "../design/NowProvider.tsx";
import { timeOfDay } from "../design/wording.ts";
import classes from "./FirstRun.module.css";
import { fieldError, readFields, restOfProblem } from "./form-fields.ts";
import { NewPassword } from "./NewPassword.tsx";

const fields = ["name", "email", "password", "timezone"];

/** Every zone that the browser knows, its own among them. */
function knownZones(own: string): string[] {
  return [...new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}

function ZoneField({ zone, onChoose, error }: { zone: string; onChoose: (zone: string) => void; error: string | undefined }) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = useOfNow((now) => timeOfDay(now, zone));
  return (
    <Select
      size="md"
      label="Your time zone"
      data={knownZones(own)}
      value={zone}
      onChange={(chosen) => onChoose(chosen ?? own)}
      searchable
      limit={80}
      nothingFoundMessage="No zone of that name"
      description={zone === own ? `Read from your browser; it is ${time} there` : `It is ${time} there`}
      error={error}
    />
  );
}

/** Makes the first administrator, who is signed in thereby. */
export function AdministratorForm() {
  const queries = useQueryClient();
  const [timezone, setTimezone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const making = useCommand<Session, FirstAdministrator>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { name, email, password } = readFields<FirstAdministrator>(event.currentTarget);
    making.mutate({ path: "/api/v1/first-run", body: { name, email, password, timezone } }, { onSuccess: (session) => queries.setQueryData(sessionKey, session) });
  };
  const rest = restOfProblem(making.error, fields);
  return (
    <form noValidate onSubmit={submit}>
      <div className={classes["fields"]}>
        <TextInput size="md" label="Name" name="name" autoComplete="name" autoFocus required error={fieldError(making.error, "name")} />
        <TextInput size="md" label="E-mail" name="email" type="email" autoComplete="username" required error={fieldError(making.error, "email")} />
        <NewPassword error={fieldError(making.error, "password")} />
        <ZoneField zone={timezone} onChoose={setTimezone} error={fieldError(making.error, "timezone")} />
      </div>
      {rest === null ? null : <p className={classes["problem"]} role="alert">{rest}</p>}
      <div className={classes["go"]}>
        <Button type="submit" loading={making.isPending} rightSection={<Keys keys="↵" />}>Make the administrator</Button>
        <span>
          or by script: <code>MUSTER_ADMIN_TOKEN</code>
        </span>
      </div>
    </form>
  );
}
