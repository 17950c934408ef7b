import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import type { SourceView } from "../../../server/features/alert-intake/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { Since } from "../../design/Clock.tsx";
import { Empty } from "../../design/Empty.tsx";
import { Keys } from "../../design/Keys.tsx";
import { capital, numberWord } from "../../design/number-words.ts";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { useKey } from "../../shell/KeysProvider.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import { NewSource } from "./NewSource.tsx";
import { kindWords, serviceWords } from "./source-kinds.ts";
import { usePresets } from "./source-queries.ts";
import classes from "./SourcesScreen.module.css";

/** Where alerts come from. */
export function SourcesScreen() {
  const sources = useAddress<List<SourceView>>("sources", "/api/v1/sources?limit=500");
  const navigate = useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  const mayMake = useMay("manager");
  useKey("N", "New source", () => setIsMaking(mayMake));
  const lede = sources.data && sourcesLede(sources.data.items);
  return (
    <Page
      title="Sources"
      so={lede?.so ?? (sources.error ? "The sources cannot be read." : undefined)}
      next={lede?.next}
      crumbs={<><Link to="/settings">Settings</Link> / Sources</>}
      {...(mayMake ? { actions: <Button onClick={() => setIsMaking(true)} rightSection={<Keys keys="N" />}>New source</Button> } : {})}
    >
      {sources.error && !sources.data ? (
        <NotRead what="Where alerts come from" problem={sources.error} onRetry={() => void sources.refetch()} />
      ) : (
        <SourceList sources={sources.data?.items} />
      )}
      <NewSource
        isOpen={isMaking}
        onClose={() => setIsMaking(false)}
        onMade={(id) => void navigate({ to: "/settings/sources/$id", params: { id } })}
      />
    </Page>
  );
}

function sourcesLede(sources: readonly SourceView[]): { so: string; next: string } {
  if (sources.length === 0) return { so: "Nothing speaks to Muster yet.", next: "Make a source: it gets an address that your tool sends its alerts to." };
  const silent = sources.filter((source) => source.firstAlertAt === null).length;
  const all = sources.length === 1 ? "One source is set up" : `${capital(numberWord(sources.length))} sources are set up`;
  if (silent === 0) return { so: `${all}, and alerts come from ${sources.length === 1 ? "it" : "each"}.`, next: "The last delivery of each is below." };
  if (silent === sources.length) return { so: `${all}, and no alert came yet.`, next: "Open one to see what to paste where." };
  return { so: `${all}, and ${numberWord(silent)} of them ${silent === 1 ? "waits" : "wait"} for a first alert.`, next: "Open one to see what to paste where." };
}

function SourceList({ sources }: { sources: readonly SourceView[] | undefined }) {
  const presets = usePresets().data?.items;
  if (sources === undefined) return <RowsSkeleton rows={4} />;
  if (sources.length === 0) return <Empty title="No source yet" text="Sources stand here with what they last sent. They can also be written into the configuration file." icon={<IconPlugConnected size={20} stroke={1.6} />} />;
  return (
    <table className={classes["table"]} aria-label="Sources">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Speaks</th>
          <th scope="col">Service</th>
          <th scope="col">Last delivery</th>
          <th scope="col">Written</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.id}>
            <th scope="row"><Link to="/settings/sources/$id" params={{ id: source.id }}>{source.name ?? source.id}</Link></th>
            <td>{kindWords(source, presets)}</td>
            <td>{serviceWords(source)}</td>
            <td>{source.lastDeliveryAt === null ? <span className={classes["pale"]}>nothing came yet</span> : <><Since at={Date.parse(source.lastDeliveryAt)} /> ago</>}</td>
            <td>{source.isFromFile ? "in the file" : "here"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
