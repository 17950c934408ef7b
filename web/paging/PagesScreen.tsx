import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { PageView } from "../../server/features/paging/contract.ts";
import { ListEnd } from "../alert-intake/ListEnd.tsx";
import type { List } from "../api/client.ts";
import { useList } from "../api/lists.ts";
import { useAddress } from "../api/queries.ts";
import { useSession } from "../api/session.ts";
import { AttemptTable } from "../design/AttemptTable.tsx";
import { Empty } from "../design/Empty.tsx";
import { Section } from "../design/Section.tsx";
import { RowsSkeleton } from "../design/Skeletons.tsx";
import { fullMomentWords } from "../design/wording.ts";
import { NotRead } from "../shell/NotRead.tsx";
import { Page } from "../shell/Page.tsx";
import { attemptCount, attemptsOf, isOpen } from "./attempts.ts";
import { OwnPages } from "./OwnPages.tsx";
import { PageFilters } from "./PageFilters.tsx";
import { bySubject, pagesLede, type SubjectPages } from "./pages-lede.ts";
import { pagesPath, type PagesSearch } from "./pages-search.ts";
import classes from "./PagesScreen.module.css";

const route = getRouteApi("/shell/pages");

/** Every page with every attempt to reach somebody, and what waits for one's own answer. */
export function PagesScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const session = useSession();
  const me = session.data?.personId ?? null;
  const own = useAddress<List<PageView>>("pages", me && `/api/v1/pages?personId=${encodeURIComponent(me)}&limit=100`);
  const recent = useAddress<List<PageView>>("pages", "/api/v1/pages?limit=100");
  const waiting = bySubject((own.data?.items ?? []).filter((page) => isOpen(page)));
  const isKnown = recent.data !== undefined && !session.isPending && (me === null || own.data !== undefined);
  const lede = isKnown ? pagesLede(waiting, recent.data.items) : undefined;
  const change = (next: PagesSearch) => void navigate({ to: "/pages", search: next, replace: true });
  return (
    <Page title="Pages" so={lede?.so ?? (recent.error ? "The pages cannot be read." : undefined)} next={lede?.next}>
      <OwnPages waiting={waiting} />
      <PageFilters search={search} known={recent.data?.items ?? []} me={me} onChange={change} />
      <PageList search={search} me={me} />
    </Page>
  );
}

function PageList({ search, me }: { search: PagesSearch; me: string | null }) {
  const list = useList<PageView>("pages", pagesPath(search));
  if (list.isLoading && !list.error) return <RowsSkeleton rows={6} />;
  if (list.error) return <NotRead what="The list" problem={list.error} onRetry={list.retry} />;
  if (list.items.length === 0) return <NoPages search={search} />;
  return (
    <div className={classes["subjects"]} aria-busy={list.isStale || undefined}>
      {bySubject(list.items).map((subject) => (
        <SubjectAttempts key={subject.id} subject={subject} me={me} />
      ))}
      {list.hasMore ? <ListEnd key={list.items.length} onReach={list.readMore} words="Older pages" /> : null}
    </div>
  );
}

function NoPages({ search }: { search: PagesSearch }) {
  if (search.person !== undefined || search.status !== undefined) return <Empty title="No page fits" text="Drop a filter to see the others." />;
  return <Empty title="Nobody was paged so far" text="When an alert wakes somebody, every attempt to reach them stands here, with the provider’s own id." />;
}

function SubjectAttempts({ subject, me }: { subject: SubjectPages; me: string | null }) {
  const people = attemptsOf(subject.pages, me);
  const began = subject.pages.at(-1)?.openedAt ?? subject.openedAt;
  return (
    <Section
      title={subject.alertId === null ? subject.title : <Link to="/alerts/$id" params={{ id: subject.alertId }}>{subject.title}</Link>}
      count={`${subject.serviceName ?? "unassigned"}, ${attemptCount(people)}`}
      side={fullMomentWords(Date.parse(began))}
    >
      <AttemptTable people={people} />
    </Section>
  );
}
