import { Button } from "@mantine/core";
import { IconBox } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import { Empty } from "../design/Empty.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton, SheetSkeleton } from "../design/Skeletons.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import classes from "./Directory.module.css";
import { PolicySteps } from "./PolicySteps.tsx";
import { servicesSentences } from "./services-lede.ts";
import { ServiceMap } from "./ServiceMap.tsx";
import { ServiceTable } from "./ServiceTable.tsx";
import { useServices } from "./use-directory.ts";
import { useOpenAlerts, usePolicies } from "./use-services.ts";

function Policies({ policies }: { policies: readonly PolicyView[] | undefined }) {
  return (
    <Section title="Who is woken" count={policies === undefined ? undefined : policies.length === 1 ? "1 policy" : `${policies.length} policies`}>
      {policies === undefined ? <RowsSkeleton rows={4} /> : null}
      {policies?.length === 0 ? <p className={classes["text"]}>No escalation policy yet: alerts go to the administrators.</p> : null}
      {policies?.map((policy) => (
        <details key={policy.id} className={classes["policy"]} open={policies.length < 4}>
          <summary>
            <b>{policy.name}</b> <span className={classes["small"]}>for {policy.services.map(({ name }) => name).join(", ") || "no service"}</span>
          </summary>
          <PolicySteps policy={policy} />
        </details>
      ))}
    </Section>
  );
}

/** What the organization runs: who owns it, what it stands on, what fires, and who is woken. */
export function ServicesScreen() {
  const services = useServices();
  const policies = usePolicies();
  const alerts = useOpenAlerts();
  const all = services.data?.items;
  const { so, next } = servicesSentences(all ?? [], new Set(alerts.keys()));
  const known = { alerts, policies: policies.data?.items ?? [] };
  return (
    <Page
      title="Services"
      so={services.error !== null ? "Services cannot be shown just now." : all === undefined ? undefined : so}
      next={all === undefined ? undefined : next}
      aside={<Policies policies={policies.data?.items} />}
    >
      {services.error === null ? null : <NotRead what="Services" problem={services.error} onRetry={() => void services.refetch()} />}
      {services.isPending ? <SheetSkeleton /> : null}
      {all?.length === 0 ? (
        <Empty
          icon={<IconBox size={20} stroke={1.6} />}
          title="No service yet"
          text="A service says who owns what fires and who is woken for it. Describe them in the organization's file and apply it."
          action={
            <Button variant="default" component={Link} to="/people">
              See who is here
            </Button>
          }
        />
      ) : null}
      {all === undefined || all.length === 0 ? null : (
        <>
          <ServiceMap services={all} {...known} />
          <ServiceTable services={all} {...known} />
        </>
      )}
    </Page>
  );
}
