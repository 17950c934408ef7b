import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ReachContact } from "../../../server/features/directory/reach.contract.ts";
import { useOfNow } from "../../design/NowProvider.tsx";
import { timeOfDay } from "../../design/wording.ts";
import { toast } from "../../design/toasts.ts";
import classes from "./Reach.module.css";
import { meansWords } from "./reach-words.ts";
import { useReachCommand } from "./use-reach.ts";

function sentWords({ code }: ReachContact, now: number): string | null {
  if (code === null || Date.parse(code.expiresAt) <= now) return null;
  if (code.sentAt !== null) return `Six digits were sent at ${timeOfDay(Date.parse(code.sentAt))}. They are good until ${timeOfDay(Date.parse(code.expiresAt))}.`;
  return code.error === null ? "Six digits are on their way." : `They could not be sent yet: ${code.error}`;
}

/** Verifies a means: sends six digits by it and takes them. */
export function CodeForm({ personId, contact }: { personId: string; contact: ReachContact }) {
  const asking = useReachCommand(personId);
  const giving = useReachCommand(personId);
  const [digits, setDigits] = useState("");
  const sent = useOfNow((now) => sentWords(contact, now) ?? "");
  const path = `contacts/${encodeURIComponent(contact.id)}`;
  const ask = () => {
    giving.reset();
    asking.tell("POST", `${path}/code`);
  };
  const give = (event: FormEvent) => {
    event.preventDefault();
    const done = () => void toast(`${meansWords(contact)} is verified`);
    giving.send("POST", `${path}/verify`, { code: digits.replace(/\D/g, "") }).then(done, () => setDigits(""));
  };
  const problem = giving.problem ?? asking.problem;
  if (sent === "") {
    return (
      <div data-wide>
        <Button size="xs" onClick={ask} loading={asking.isPending}>
          Send a code to verify it
        </Button>
        {problem === null ? null : <p className={classes["problem"]} role="alert">{problem.message}</p>}
      </div>
    );
  }
  return (
    <form data-wide onSubmit={give}>
      <p className={classes["small"]} role="status">{sent}</p>
      <div className={classes["code"]}>
        <TextInput
          className={classes["digits"] ?? ""} label="The six digits" inputMode="numeric" autoComplete="one-time-code" maxLength={7} required withAsterisk={false}
          value={digits} onChange={(event) => setDigits(event.currentTarget.value)}
        />
        <Button type="submit" loading={giving.isPending} disabled={digits.replace(/\D/g, "").length !== 6}>
          Verify
        </Button>
        <Button variant="subtle" onClick={ask} loading={asking.isPending}>
          Send another code
        </Button>
      </div>
      {problem === null ? null : <p className={classes["problem"]} role="alert">{problem.message}</p>}
    </form>
  );
}
