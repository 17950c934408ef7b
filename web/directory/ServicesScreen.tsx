import { Button } from "@mantine/core";
import { IconBox } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { PolicyView } from "../../server/features/escalation/policy.contract.ts";
import { Empty } from "../design/Empty.tsx";
import { Section } from "../design/Section.tsx";
import { SheetSkeleton } from "../design/Skeletons.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import classes from "./Directory.module.css";
import { PolicySteps } from "./PolicySteps.tsx";
import { servicesSentences } from "./services-lede.ts";
import { ServiceMap, type ServiceMapProps } from "./ServiceMap.tsx";
import { ServiceTable } from "./ServiceTable.tsx";
import { useServices } from "./use-directory.ts";
import { useCircumstances } from "./use-services.ts";

function Policies({ policies }: { policies: readonly PolicyView[] }) {
  return (
    <Section title="Who is woken" count={policies.length === 1 ? "1 policy" : `${policies.length} policies`}>
      {policies.length === 0 ? <p className={classes["text"]}>No escalation policy yet: alerts go to the administrators.</p> : null}
      {policies.map((policy) => (
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

function NoService() {
  return (
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
  );
}

function KnownServices({ services, alerts, policies }: ServiceMapProps) {
  return (
    <Page title="Services" {...servicesSentences(services, new Set(alerts.keys()))} aside={<Policies policies={policies} />}>
      {services.length === 0 ? (
        <NoService />
      ) : (
        <>
          <ServiceMap services={services} alerts={alerts} policies={policies} />
          <ServiceTable services={services} alerts={alerts} policies={policies} />
        </>
      )}
    </Page>
  );
}

/** What the organization runs: who owns it, what it stands on, what fires, and who is woken. */
export function ServicesScreen() {
  const services = useServices();
  const circumstances = useCircumstances();
  const problem = services.error ?? circumstances.error;
  const retry = () => void Promise.all([services.refetch(), circumstances.refetch()]);
  if (services.data && circumstances.data) return <KnownServices services={services.data.items} {...circumstances.data} />;
  return (
    <Page title="Services" so={problem === null ? undefined : "Services cannot be shown just now."} {...(problem === null ? { aside: <SheetSkeleton /> } : {})}>
      {problem === null ? <SheetSkeleton /> : <NotRead what="Services" problem={problem} onRetry={retry} />}
    </Page>
  );
}
