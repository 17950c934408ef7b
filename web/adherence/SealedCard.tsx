import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import type { EvidenceSeal } from "../../server/features/adherence/evidence-pack.contract.ts";
import { useAddress } from "../api/queries.ts";
import { TimeOfDay } from "../design/Clock.tsx";
import { Section } from "../design/Section.tsx";
import { Sheet } from "../design/Sheet.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { eventsWords, hashWords, redactedWords, sealHead } from "./seal-words.ts";
import classes from "./SealedCard.module.css";

/** What holds the log of an incident: whole and unchanged or not, up to which hash, and how to check it by hand. */
export function SealedCard({ incidentRef }: { incidentRef: string }) {
  const { data: seal, error, refetch } = useAddress<EvidenceSeal>("incidents", `/api/v1/incidents/${encodeURIComponent(incidentRef)}/evidence-seal`);
  const sealedAt = seal?.sealedAt ?? null;
  return (
    <Section title="Sealed" count={sealedAt === null ? undefined : <TimeOfDay at={Date.parse(sealedAt)} />}>
      {seal ? <Seal seal={seal} /> : error ? <NotRead what="The seal" problem={error} onRetry={() => void refetch()} /> : <RowsSkeleton rows={3} />}
    </Section>
  );
}

function Seal({ seal }: { seal: EvidenceSeal }) {
  const Icon = seal.difference === null ? IconLock : IconAlertTriangle;
  return (
    <Sheet>
      <p className={classes["head"]} data-differs={seal.difference !== null || undefined}>
        <Icon size={15} stroke={1.8} aria-hidden />
        {sealHead(seal)}
      </p>
      {seal.difference === null ? null : <p className={classes["difference"]}>{seal.difference}</p>}
      <dl className={classes["facts"]}>
        <dt>Events</dt>
        <dd>{eventsWords(seal)}</dd>
        <dt>Last hash</dt>
        <dd className={classes["code"]}>{hashWords(seal.lastHash)}</dd>
        <dt>Redacted</dt>
        <dd>{redactedWords(seal.redacted)}</dd>
        <dt>By hand</dt>
        <dd className={classes["code"]}>muster verify {seal.file} --key KEY</dd>
      </dl>
    </Sheet>
  );
}
