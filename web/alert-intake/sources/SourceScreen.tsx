import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { DeliveryView, SourceView } from "../../../server/features/alert-intake/contract.ts";
import type { PresetView } from "../../../server/features/alert-intake/mapping.contract.ts";
import type { SourceWithKey } from "../../../server/features/alert-intake/source.contract.ts";
import { useCommand } from "../../api/queries.ts";
import { useMay } from "../../api/session.ts";
import { Empty } from "../../design/Empty.tsx";
import { OnceDialog } from "../../design/OnceDialog.tsx";
import { Section } from "../../design/Section.tsx";
import { RowsSkeleton, SheetSkeleton } from "../../design/Skeletons.tsx";
import { Step, Steps } from "../../design/Steps.tsx";
import { NotRead, PartNotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import { Deliveries } from "./Deliveries.tsx";
import { FirstAlert } from "./FirstAlert.tsx";
import { MappingSection } from "./MappingSection.tsx";
import { Block, SetupSteps } from "./SetupSteps.tsx";
import { rememberedKey, rememberKey, useDeliveries, usePresets, useSource } from "./source-queries.ts";
import { isMapped, kindWords, serviceWords } from "./source-kinds.ts";
import { setupOf } from "./source-setup.ts";
import classes from "./SourcesScreen.module.css";

const route = getRouteApi("/shell/settings/sources/$id");

function crumbs(id: string) {
  return (
    <>
      <Link to="/settings">Settings</Link> / <Link to="/settings/sources">Sources</Link> / {id}
    </>
  );
}

/** One source: what to paste where, whether something came, and what was made of it. */
export function SourceScreen() {
  const { id } = route.useParams();
  const source = useSource(id);
  if (source.data) return <KnownSource key={id} source={source.data} />;
  if (source.error?.status === 404) {
    return (
      <Page title="No such source" so="There is no such source." next="It may have been removed." crumbs={crumbs(id)}>
        <Empty title="Nothing stands here" text="The others are listed under Settings, Sources." />
      </Page>
    );
  }
  return (
    <Page title="Source" so={source.error ? "This source cannot be read." : undefined} crumbs={crumbs(id)}>
      {source.error ? (
        <NotRead what="The source" problem={source.error} onRetry={() => void source.refetch()} />
      ) : (
        <SheetSkeleton />
      )}
    </Page>
  );
}

function ledeOf(source: SourceView): { so: string; next: string } {
  if (source.kind === "heartbeat") return { so: `${source.name ?? source.id} takes beats.`, next: "One that stays away becomes an alert." };
  if (source.firstAlertAt === null) return { so: `Waiting for the first alert from ${source.name ?? source.id}.`, next: "Paste what stands below; this page shows it arrive." };
  return { so: `${source.name ?? source.id} speaks to Muster.`, next: source.serviceId === null && source.serviceLabel === null ? "Its alerts belong to no service." : `Its alerts go to ${serviceWords(source)}.` };
}

function KnownSource({ source }: { source: SourceView }) {
  const deliveries = useDeliveries(source.id);
  const { data, isPending } = usePresets();
  const presets = data?.items;
  const preset = presets?.find(({ id }) => id === source.preset);
  const items = deliveries.data?.items;
  return (
    <Page title={source.name ?? source.id} {...ledeOf(source)} crumbs={crumbs(source.id)}>
      <div className={classes["columns"]}>
        <SourceSteps source={source} words={kindWords(source, presets)} preset={preset} isReading={isPending} deliveries={items} />
        <Section title="Last deliveries" count={items?.length} rule="line">
          {deliveries.isPending ? <RowsSkeleton rows={4} /> : null}
          {items === undefined ? null : <Deliveries deliveries={items} />}
          {deliveries.error === null || items !== undefined ? null : <PartNotRead problem={deliveries.error} />}
        </Section>
      </div>
      {isMapped(source.kind) ? (
        <div className={classes["mapping"]}>
          <MappingSection source={source} tool={source.preset === null ? undefined : (preset?.name ?? source.preset)} deliveries={items} />
        </div>
      ) : null}
    </Page>
  );
}

interface SourceStepsProps {
  source: SourceView;
  words: string;
  preset: PresetView | undefined;
  /** Its steps are not known yet. */
  isReading: boolean;
  deliveries: readonly DeliveryView[] | undefined;
}

/** What it is, what to paste where, and whether something came. */
function SourceSteps({ source, words, preset, isReading, deliveries }: SourceStepsProps) {
  const [key, setKey] = useState(() => rememberedKey(source.id));
  if (source.preset !== null && isReading) return <RowsSkeleton rows={6} />;
  const setup = setupOf(source, key, preset);
  const state = source.firstAlertAt === null ? "now" : "done";
  const keep = (fresh: string) => {
    rememberKey(source.id, fresh);
    setKey(fresh);
  };
  return (
    <Steps>
      <Step number={1} title={words} detail={`goes to ${serviceWords(source)}`} state="done" />
      <Step number={2} title="Paste this" detail={setup.detail} state={state}>
        <div className={classes["setup"]}>
          {source.isListening ? null : <NotListening kind={source.kind} />}
          <SetupSteps setup={setup} />
          <KeyNote source={source} isShown={key !== undefined} onKey={keep} />
          {setup.trial === null ? null : <Block block={setup.trial} />}
        </div>
      </Step>
      {source.kind === "heartbeat" ? null : (
        <Step number={3} title="Listen" state={state}>
          <FirstAlert source={source} deliveries={deliveries} />
        </Step>
      )}
    </Steps>
  );
}

function NotListening({ kind }: { kind: string }) {
  const setting = kind === "email" ? "MUSTER_MAIL_LISTEN" : "MUSTER_SYSLOG_LISTEN";
  return <p className={classes["problem"]}>Nothing listens for it yet: set {setting} where Muster runs, and start it anew.</p>;
}

interface KeyNoteProps {
  source: SourceView;
  isShown: boolean;
  onKey: (key: string) => void;
}

/** Says where the key is, and makes another where it was lost. */
function KeyNote({ source, isShown, onKey }: KeyNoteProps) {
  const [isAsking, setIsAsking] = useState(false);
  const mayRotate = useMay("manager");
  const rotating = useCommand<SourceWithKey>("sources");
  const rotate = () =>
    rotating.mutate({ path: `/api/v1/sources/${encodeURIComponent(source.id)}/key` }, {
      onSuccess: (made) => {
        onKey(made.key);
        setIsAsking(false);
      },
    });
  if (isShown) return <p className={classes["note"]}>The key is shown this once; Muster keeps only its hash. Copy it before you leave this page.</p>;
  if (source.isFromFile) return <p className={classes["note"]}>The key stands in the configuration file; Muster keeps only its hash. Put it in place of &lt;key&gt;.</p>;
  if (!mayRotate) return <p className={classes["note"]}>Muster keeps only the hash of the key. A manager can make a new one.</p>;
  return (
    <div>
      <p className={classes["note"]}>Muster keeps only the hash of the key, so it cannot be shown again.</p>
      <Button variant="default" size="xs" onClick={() => setIsAsking(true)}>Make a new key</Button>
      <OnceDialog
        isOpen={isAsking}
        title={`Make a new key for ${source.id}?`}
        consequence="The old key stops working at once: what still sends with it is refused until it is given the new one."
        confirm="Make a new key"
        keep="Keep the old key"
        isBusy={rotating.isPending}
        problem={rotating.error?.message}
        onConfirm={rotate}
        onClose={() => setIsAsking(false)}
      >
        {source.address}
      </OnceDialog>
    </div>
  );
}
