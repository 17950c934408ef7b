import { useDocumentTitle } from "@mantine/hooks";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { IncidentDetail } from "../../server/features/incidents/contract.ts";
import type { ApiProblem } from "../api/client.ts";
import { useMay, useSession } from "../api/session.ts";
import { Empty } from "../design/Empty.tsx";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { RoomFrame } from "./RoomFrame.tsx";
import { RoomSkeleton } from "./RoomSkeleton.tsx";
import { EnterAsAdministrator } from "./privacy/EnterAsAdministrator.tsx";
import { RoomProvider } from "./room-context.tsx";
import { incidentPath, useIncident } from "./room-queries.ts";

const route = getRouteApi("/shell/incidents/$ref");

/** The incident room: what is so, what happens, who is in it, and what is told. */
export function IncidentRoom() {
  const { ref } = route.useParams();
  const { data, error, refetch } = useIncident(ref);
  const problem = useUnread(ref, data, error);
  // Who may see it no more is shown nothing that was read before.
  if (problem?.status === 404) return <UnreadRoom incidentRef={ref} problem={problem} onRetry={() => void refetch()} />;
  // Another incident is another room: nothing typed or opened in one is carried into the next.
  if (data) return <KnownRoom key={data.id} incident={data} />;
  if (problem) return <UnreadRoom incidentRef={ref} problem={problem} onRetry={() => void refetch()} />;
  return <RoomSkeleton title={ref} />;
}

/** Why it could not be read; while it is asked for again the reason stays, and with it what somebody types beside it. */
function useUnread(ref: string, data: IncidentDetail | undefined, error: ApiProblem | null): ApiProblem | null {
  const [last, setLast] = useState<{ ref: string; problem: ApiProblem } | null>(null);
  if (error !== null && error !== last?.problem) setLast({ ref, problem: error });
  return error ?? (data === undefined && last?.ref === ref ? last.problem : null);
}

function KnownRoom({ incident }: { incident: IncidentDetail }) {
  const me = useSession().data?.personId ?? null;
  const mayWork = useMay("responder");
  const mayManage = useMay("manager");
  useDocumentTitle(`${incident.ref} · ${incident.title ?? "Title taken out"} · Muster`);
  return (
    <RoomProvider value={{ incident, path: incidentPath(incident.ref), me, mayWork, mayManage }}>
      <RoomFrame />
    </RoomProvider>
  );
}

function UnreadRoom({ incidentRef, problem, onRetry }: { incidentRef: string; problem: ApiProblem; onRetry: () => void }) {
  if (problem.status === 404) {
    return (
      <Page title="No such incident" so="There is no such incident." next="The link may have been cut." crumbs={<Link to="/">Now</Link>}>
        <Empty title="Nothing stands here" text="Look for it by its number or its words with ⌘K." />
        <EnterAsAdministrator incidentRef={incidentRef} />
      </Page>
    );
  }
  return (
    <Page title="Incident" so="This incident cannot be read." crumbs={<Link to="/">Now</Link>}>
      <NotRead what="The incident" problem={problem} onRetry={onRetry} />
    </Page>
  );
}
