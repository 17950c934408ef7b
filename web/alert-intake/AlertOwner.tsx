import { Button, Select } from "@mantine/core";
import "../design/mantine-form-styles.ts";
import type { AlertDetail } from "../../server/features/alert-intake/contract.ts";
import { useCommand } from "../api/queries.ts";
import { useMay } from "../api/session.ts";
import { ProblemWords } from "../design/ProblemWords.tsx";
import { Section } from "../design/Section.tsx";
import { usePeople } from "../directory/use-directory.ts";
import classes from "./AlertCare.module.css";

/** Whose the alert is, and how it becomes somebody else’s. */
export function AlertOwner({ alert, me }: { alert: AlertDetail; me: string | null }) {
  const mayAnswer = useMay("responder");
  const people = usePeople();
  const owning = useCommand("alerts");
  if (!mayAnswer) return null;
  const own = (personId: string | null) => owning.mutate({ method: "PUT", path: `/api/v1/alerts/${alert.id}/owner`, body: { personId } });
  return (
    <Section title="Owner">
      <div className={classes["owner"]}>
        <Select
          aria-label="Owner"
          placeholder={alert.acknowledgedAt === null ? "Nobody" : "Not named"}
          searchable
          clearable={alert.ownerId !== null && alert.status !== "acknowledged"}
          clearButtonProps={{ "aria-label": "Nobody" }}
          nothingFoundMessage="Nobody of that name"
          data={people.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? (alert.ownerId === null ? [] : [{ value: alert.ownerId, label: alert.ownerName ?? alert.ownerId }])}
          value={alert.ownerId}
          disabled={owning.isPending}
          onChange={(personId) => void (personId !== alert.ownerId && own(personId))}
        />
        <ProblemWords problem={owning.error} />
        {me === null || alert.ownerId === me ? null : (
          <Button variant="default" size="xs" disabled={owning.isPending} onClick={() => own(me)}>
            Make it mine
          </Button>
        )}
        {alert.status === "firing" && alert.ownerId !== null ? <p className={classes["small"]}>An owner has not acknowledged it by that: paging goes on.</p> : null}
      </div>
    </Section>
  );
}
