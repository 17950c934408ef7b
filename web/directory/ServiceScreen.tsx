import { getRouteApi, Link } from "@tanstack/react-router";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { ServiceView } from "../../server/features/directory/contract.ts";
import { AlertState } from "../design/AlertState.tsx";
import { Since } from "../design/Clock.tsx";
import { PersonRow } from "../design/PersonRow.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton, SheetSkeleton } from "../design/Skeletons.tsx";
import { stateKind } from "../alert-intake/alert-rows.ts";
import { ServiceRankingsPart } from "../priorities/ServiceRankingsPart.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import classes from "./Directory.module.css";
import { countWords } from "./directory-words.ts";
import { PolicySteps } from "./PolicySteps.tsx";
import { useService } from "./use-directory.ts";
import { type Circumstances, firstReached, useCircumstances } from "./use-services.ts";

const route = getRouteApi("/shell/services/$id");

const crumbs = <Link to="/services">Services</Link>;

function Firing({ alerts }: { alerts: readonly AlertView[] }) {
  return (
    <Section title="Fires now" count={alerts.length === 0 ? undefined : alerts.length} rule="line">
      {alerts.length === 0 ? <p className={classes["text"]}>Nothing.</p> : null}
      <ul>
        {alerts.slice(0, 20).map((alert) => (
          <li key={alert.id} className={classes["alert"]}>
            <AlertState kind={stateKind(alert)} isWordless />
            <Link to="/alerts/$id" params={{ id: alert.id }}>
              {alert.title}
            </Link>
            <span className={classes["small"]}>
              <Since at={Date.parse(alert.firstAt)} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface NeighboursProps {
  title: string;
  none: string;
  services: readonly { id: string; name: string }[];
  alerts: ReadonlyMap<string, AlertView[]>;
}

function Neighbours({ title, none, services, alerts }: NeighboursProps) {
  return (
    <Section title={title} count={services.length === 0 ? undefined : services.length}>
      {services.length === 0 ? <p className={classes["text"]}>{none}</p> : null}
      <ul>
        {services.map(({ id, name }) => (
          <li key={id} className={classes["neighbour"]}>
            <Link to="/services/$id" params={{ id }}>
              {name}
            </Link>
            {alerts.has(id) ? <AlertState kind="firing">{countWords(alerts.get(id)?.length ?? 0, "alert", "alerts")}</AlertState> : <span className={classes["small"]}>nothing fires</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Experts({ experts }: { experts: ServiceView["experts"] }) {
  return (
    <Section title="Experts">
      {experts.length === 0 ? <p className={classes["text"]}>Nobody is named as one.</p> : null}
      <ul>
        {experts.map(({ id, name }) => (
          <li key={id}>
            <PersonRow
              name={name}
              title={
                <Link to="/people/$id" params={{ id }}>
                  {name}
                </Link>
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function describe({ description, tier, team }: ServiceView): string {
  const owner = team === null ? "No team owns it." : `The team ${team.name} owns it.`;
  return [description, tier === null ? null : `Tier ${tier}.`, owner].filter((part) => part !== null).join(" ");
}

function KnownService({ service, alerts, policies }: { service: ServiceView } & Circumstances) {
  const policy = policies.find(({ id }) => id === service.escalationPolicyId);
  const own = alerts.get(service.id) ?? [];
  const person = firstReached(policy);
  return (
    <Page
      title={service.name}
      so={own.length === 0 ? `Nothing fires on ${service.name}.` : `${service.name} has ${countWords(own.length, "alert", "alerts")}.`}
      next={person === null ? "Nobody would be paged for it now but the administrators." : `A page would reach ${person.name} first.`}
      crumbs={crumbs}
      aside={
        <>
          <Neighbours title="Stands on" none="Nothing that is known." services={service.dependsOn} alerts={alerts} />
          <Neighbours title="Carries" none="No service depends on it." services={service.carries} alerts={alerts} />
          <Experts experts={service.experts} />
        </>
      }
    >
      <p className={classes["text"]}>{describe(service)}</p>
      <Firing alerts={own} />
      <Section title="Who is woken" count={policy?.name} rule="line">
        {policy === undefined ? <p className={classes["text"]}>No escalation policy: the administrators are told.</p> : <PolicySteps policy={policy} />}
      </Section>
      <ServiceRankingsPart service={service} />
    </Page>
  );
}

/** One service: what fires, who is woken and in which order, what it stands on and what it carries. */
export function ServiceScreen() {
  const { id } = route.useParams();
  const service = useService(id);
  const circumstances = useCircumstances();
  const problem = service.error ?? circumstances.error;
  if (service.data && circumstances.data) return <KnownService key={id} service={service.data} {...circumstances.data} />;
  if (problem === null) {
    return (
      <Page title="Service" so={undefined} crumbs={crumbs} aside={<SheetSkeleton />}>
        <RowsSkeleton rows={4} />
      </Page>
    );
  }
  return (
    <Page title="Service" so="This service cannot be shown." next={problem.status === 404 ? "It may have been removed." : undefined} crumbs={crumbs}>
      <NotRead what="The service" problem={problem} onRetry={() => void Promise.all([service.refetch(), circumstances.refetch()])} />
    </Page>
  );
}
