import { useDocumentTitle } from "@mantine/hooks";
import { Link, Navigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Session } from "../../server/features/access/contract.ts";
import type { ChangeView, ConfigurationEntryView } from "../../server/platform/config-document/configuration.contract.ts";
import type { Health } from "../../server/start/health.contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { useSession } from "../api/session.ts";
import { Avatar } from "../design/Avatar.tsx";
import { TimeOfDay } from "../design/Clock.tsx";
import { Lede } from "../design/Lede.tsx";
import "../design/mantine-form-styles.ts";
import { Wordmark } from "../design/Mark.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { Step, Steps } from "../design/Steps.tsx";
import { HealthList, healthCount } from "../health/HealthList.tsx";
import { AdministratorForm } from "./AdministratorForm.tsx";
import classes from "./FirstRun.module.css";
import { OrganizationHere } from "./OrganizationHere.tsx";
import { OrganizationWays } from "./OrganizationWays.tsx";

function HealthOfThis({ health }: { health: Health | undefined }) {
  return (
    <aside>
      <Section title="Health" count="of this installation" side={health === undefined ? undefined : healthCount(health)}>
        {health === undefined ? <RowsSkeleton rows={6} /> : <HealthList health={health} />}
      </Section>
      <p className={classes["keep"]}>Nothing leaves this machine but what you set up. Muster sends no statistics to anybody.</p>
    </aside>
  );
}

function Frame({ so, next, health, children }: { so: string; next: string; health: Health | undefined; children: ReactNode }) {
  useDocumentTitle("First run · Muster");
  return (
    <main className={classes["page"]}>
      <div className={classes["top"]}>
        <Wordmark />
        {health === undefined ? null : (
          <span className={classes["where"]}>
            {health.version}, on {health.host}, since <TimeOfDay at={Date.parse(health.startedAt)} />
          </span>
        )}
      </div>
      <div className={classes["head"]}><Lede so={so} next={next} /></div>
      <div className={classes["columns"]}>
        <Steps>{children}</Steps>
        <HealthOfThis health={health} />
      </div>
    </main>
  );
}

const waysIn = "Two ways in. Each shows what it would make first, and each can be undone.";

/** Who is the administrator now, and what comes next. */
function Welcome({ session, health }: { session: Session; health: Health | undefined }) {
  const [made, setMade] = useState<readonly ChangeView[] | null>(null);
  const services = useAddress<List<ConfigurationEntryView>>("services", "/api/v1/config/services?limit=1");
  const isHere = made !== null || (services.data?.items.length ?? 0) > 0;
  const next = isHere ? "Your organization is here: invite its people, and Muster can find who is on call." : "Bring your organization, and Muster can find the person who is on call.";
  return (
    <Frame so={`Welcome, ${session.name.split(" ")[0]}.`} next={next} health={health}>
      <Made session={session} />
      <OrganizationStep isHere={isHere} made={made} onMade={setMade} />
    </Frame>
  );
}

interface OrganizationStepProps {
  isHere: boolean;
  /** What was made just now. */
  made: readonly ChangeView[] | null;
  onMade: (made: readonly ChangeView[] | null) => void;
}

/** The second step: an organization, or the one that is there. */
function OrganizationStep({ isHere, made, onMade }: OrganizationStepProps) {
  const organization = useAddress<List<ConfigurationEntryView>>("settings", "/api/v1/config/organization");
  const { name = "Your organization" } = (organization.data?.items[0]?.entry ?? {}) as { name?: string };
  return (
    <Step number={2} title="Your organization" detail={isHere ? "It can be taken out again whole." : waysIn} state={isHere ? "done" : "now"}>
      {isHere ? <OrganizationHere name={name} changes={made ?? []} onRemoved={() => onMade(null)} /> : <OrganizationWays isLater={false} onMade={onMade} />}
      <p className={classes["foot"]}>
        {isHere ? "Everything can be changed under " : "Or begin empty: everything can be made under "}
        <Link to="/settings/configuration">Settings</Link>.
      </p>
    </Step>
  );
}

function Made({ session }: { session: Session }) {
  return (
    <Step
      number={1}
      state="done"
      title="The administrator"
      detail={
        <span className={classes["made"]}>
          <Avatar name={session.name} size={22} />
          {session.name}
        </span>
      }
    />
  );
}

/** A Muster that has no administrator yet: that first, then an organization. Afterwards the first step is gone for everyone. */
export function FirstRunScreen() {
  const { data: session } = useSession();
  const firstRun = useAddress<{ isOpen: true }>("session", session === null ? "/api/v1/first-run" : null);
  const isOpen = session === null && firstRun.data !== undefined;
  const health = useAddress<Health>("settings", isOpen || session?.role === "administrator" ? "/api/v1/health" : null);
  if (session === undefined || (session === null && firstRun.isPending)) return null;
  if (session !== null) {
    if (session.role !== "administrator") return <Navigate to="/" replace />;
    return <Welcome session={session} health={health.data} />;
  }
  if (!isOpen) return <Navigate to="/sign-in" replace />;
  return (
    <Frame so="This Muster has no administrator yet." next="Make one; then bring your organization. It takes about two minutes." health={health.data}>
      <Step number={1} title="The administrator" detail="The first person here becomes it. Afterwards this page is gone for everyone.">
        <AdministratorForm />
      </Step>
      <Step number={2} state="later" title="Your organization" detail={waysIn}>
        <OrganizationWays isLater onMade={() => undefined} />
      </Step>
    </Frame>
  );
}
