import { Button } from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { IconBellOff } from "@tabler/icons-react";
import { useState } from "react";
import type { SilenceView } from "../../../server/features/alert-intake/silence.contract.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { Empty } from "../../design/Empty.tsx";
import { Keys } from "../../design/Keys.tsx";
import { useOfNow } from "../../design/NowProvider.tsx";
import { Section } from "../../design/Section.tsx";
import { RowsSkeleton } from "../../design/Skeletons.tsx";
import { Views } from "../../design/Views.tsx";
import { useKey } from "../../shell/KeysProvider.tsx";
import { NotRead } from "../../shell/NotRead.tsx";
import { Page } from "../../shell/Page.tsx";
import { EndSilence } from "./EndSilence.tsx";
import { draftOf, newDraft } from "./silence-draft.ts";
import { silencesLede } from "./silence-words.ts";
import { SilenceDialog } from "./SilenceDialog.tsx";
import { SilenceRow } from "./SilenceRow.tsx";
import type { SilenceViewId } from "./silences-search.ts";
import classes from "./Silences.module.css";
import { useServerClock } from "./use-server-clock.ts";
import { useSilences } from "./use-silences.ts";

const route = getRouteApi("/shell/alerts/silences");

/** What is silenced or in maintenance, now, later and before, and what that held back. */
export function SilencesScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const mayAnswer = useMay("responder");
  const current = useSilences("current");
  const items = current.data?.items;
  const so = useOfNow((now) => (items ? silencesLede(items, now).so : ""));
  const next = useOfNow((now) => (items ? silencesLede(items, now).next : ""));
  const view = search.view ?? "current";
  const look = (chosen: SilenceViewId) => void navigate({ to: "/alerts/silences", search: chosen === "over" ? { view: "over" } : {}, replace: true });
  const make = (isMaking: boolean) => void navigate({ to: "/alerts/silences", search: { ...(search.view ? { view: search.view } : {}), ...(isMaking ? { new: true } : {}) }, replace: true });
  const button = <Button onClick={() => make(true)} rightSection={<Keys keys="S" />}>New silence</Button>;
  return (
    <Page
      title="Silences"
      so={items ? so : current.error ? "The silences cannot be read." : undefined}
      next={items ? next : undefined}
      crumbs={<Link to="/alerts">Alerts</Link>}
      {...(mayAnswer ? { actions: button, thumb: <Button onClick={() => make(true)}>New silence</Button> } : {})}
    >
      <Views<SilenceViewId> label="Silences" views={[{ id: "current", words: "Now and planned", count: items?.length }, { id: "over", words: "Over" }]} chosen={view} onChoose={look} />
      <SilenceList view={view} mayAnswer={mayAnswer} />
      {mayAnswer ? <NewSilenceKey onPress={() => make(true)} /> : null}
      {mayAnswer && search.new ? <NewSilence onClose={() => make(false)} /> : null}
    </Page>
  );
}

function NewSilenceKey({ onPress }: { onPress: () => void }) {
  useKey("S", "New silence", onPress);
  return null;
}

function NewSilence({ onClose }: { onClose: () => void }) {
  const me = useSignedIn()?.personId ?? null;
  const clock = useServerClock();
  const [start] = useState(() => newDraft(me, clock()));
  return <SilenceDialog start={start} onClose={onClose} />;
}

const parts: Readonly<Record<SilenceView["state"], string>> = { live: "Now", planned: "Planned", over: "Over" };

function SilenceList({ view, mayAnswer }: { view: SilenceViewId; mayAnswer: boolean }) {
  const silences = useSilences(view);
  const clock = useServerClock();
  const [touched, setTouched] = useState<{ silence: SilenceView; deed: "change" | "end" } | null>(null);
  const items = silences.data?.items;
  if (silences.error && !items) return <NotRead what="The list" problem={silences.error} onRetry={() => void silences.refetch()} />;
  if (items === undefined) return <RowsSkeleton rows={5} />;
  if (items.length === 0 && touched === null) return <NoSilences view={view} />;
  const close = () => setTouched(null);
  const deedOf = (silence: SilenceView, deed: "change" | "end") => (mayAnswer && silence.state !== "over" ? () => setTouched({ silence, deed }) : undefined);
  return (
    <>
      {(["live", "planned", "over"] as const).map((state) => {
        const some = items.filter((silence) => silence.state === state);
        return some.length === 0 ? null : (
          <Section key={state} title={parts[state]} count={some.length}>
            <ul className={classes["rows"]}>
              {some.map((silence) => (
                <SilenceRow key={silence.id} silence={silence} onChange={deedOf(silence, "change")} onEnd={deedOf(silence, "end")} />
              ))}
            </ul>
          </Section>
        );
      })}
      {touched?.deed === "change" ? <SilenceDialog start={draftOf(touched.silence, clock())} onClose={close} /> : null}
      {touched?.deed === "end" ? <EndSilence silence={touched.silence} onClose={close} /> : null}
    </>
  );
}

function NoSilences({ view }: { view: SilenceViewId }) {
  if (view === "over") return <Empty title="None is over yet" text="A silence stands here once it has ended, with how much it held back." />;
  return <Empty icon={<IconBellOff size={20} stroke={1.6} />} title="Nothing is silenced" text="What is known, or worked on, need wake nobody: silence it from its alert, or plan a maintenance here. It ends by itself." />;
}
