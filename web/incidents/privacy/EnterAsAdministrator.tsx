import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useCommand } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { ProblemWords } from "../../design/ProblemWords.tsx";
import { incidentPath } from "../room-queries.ts";
import classes from "./Privacy.module.css";

/** An administrator may open to themselves what is private, in the open. It says nothing of whether there is one. */
export function EnterAsAdministrator({ incidentRef }: { incidentRef: string }) {
  const isAdministrator = useMay("administrator");
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const entering = useCommand("incidents", "timeline");
  const enter = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate({ path: `${incidentPath(incidentRef)}/privacy/enter`, body: { reason: reason.trim() } });
  };
  if (!isAdministrator) return null;
  return (
    <section className={classes["enter"]} aria-label="As an administrator">
      <p>Should it be private, you can open it to yourself as an administrator. Everybody in it sees that you did, and why.</p>
      {isAsked ? (
        <form onSubmit={enter}>
          <Textarea label="Why you open it" autosize minRows={2} maxRows={6} maxLength={10_000} autoFocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <ProblemWords problem={entering.error} />
          <Button type="submit" loading={entering.isPending} disabled={reason.trim() === ""}>Open it to me</Button>
        </form>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>Open it if it is private</Button>
      )}
    </section>
  );
}
