import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconUsers } from "@tabler/icons-react";
import type { AlertCounts } from "../../../server/features/alert-intake/contract.ts";
import type { SavedView } from "../../../server/features/alert-intake/alert-view.contract.ts";
import { type View, Views } from "../../design/Views.tsx";
import { useKey } from "../../shell/KeysProvider.tsx";
import { PartNotRead } from "../../shell/NotRead.tsx";
import { type AlertsSearch, type AlertViewId, searchOfView } from "../alerts-search.ts";
import { useViews } from "./use-views.ts";
import { ignoredWords, openView, tabsOf } from "./view-tabs.ts";
import { ViewDeeds } from "./ViewDeeds.tsx";
import classes from "./Views.module.css";

const mostKeys = 9;

export interface AlertViewsProps {
  search: AlertsSearch;
  counts: AlertCounts | undefined;
  onChange: (search: AlertsSearch) => void;
}

function standingTabs(counts: AlertCounts | undefined): View<AlertViewId>[] {
  const shown = (count: number | undefined) => (counts?.isAll === false ? `${count}+` : count);
  return [
    { id: "open", words: "Open", count: shown(counts?.open) },
    { id: "mine", words: "Mine", count: shown(counts?.mine) },
    { id: "held", words: "Held back", count: shown(counts?.heldBack) },
    { id: "acknowledged", words: "Acknowledged", count: shown(counts?.acknowledged) },
    { id: "ended", words: "Ended" },
  ];
}

function tabOf({ id, name, isShared, maker }: SavedView): View<string> {
  return { id, words: name, sign: isShared ? { icon: <IconUsers size={13} stroke={1.8} />, words: `For everybody, by ${maker.name}` } : undefined };
}

/** The ways to look at the alerts: those that always are, one’s own, and those for everybody. */
export function AlertViews({ search, counts, onChange }: AlertViewsProps) {
  const { views = [], problem } = useViews();
  const open = openView(views, search);
  const { tabs, rest } = tabsOf(views, open?.id);
  const all = [...standingTabs(counts), ...tabs.map(tabOf)];
  const { saved: _left, ...unsaved } = search;
  const look = (view: SavedView) => onChange(searchOfView(view));
  const choose = (id: string) => {
    const kept = views.find((view) => view.id === id);
    if (kept !== undefined) look(kept);
    // From a kept view one comes back to the plain list; filters set by hand go along.
    else onChange(search.saved === undefined ? { ...unsaved, view: id as AlertViewId } : { view: id as AlertViewId });
  };
  const ignored = open === undefined ? null : ignoredWords(open);
  return (
    <>
      <div className={classes["row"]}>
        <Views label="Alerts" views={all} chosen={open?.id ?? search.view ?? "open"} onChoose={choose} />
        {rest.length === 0 ? null : <MoreViews views={rest} onOpen={look} />}
        <ViewDeeds search={search} views={views} open={open} onOpen={look} onLeave={() => onChange(unsaved)} />
      </div>
      {all.slice(0, mostKeys).map(({ id, words }, place) => <ViewKey key={id} place={place} words={words} onPress={() => choose(id)} />)}
      {ignored === null ? null : <p className={classes["note"]} role="status">{ignored}</p>}
      {problem === null ? null : <PartNotRead problem={problem} />}
    </>
  );
}

function ViewKey({ place, words, onPress }: { place: number; words: string; onPress: () => void }) {
  useKey(String(place + 1), `Look at: ${words}`, onPress);
  return null;
}

function MoreViews({ views, onOpen }: { views: readonly SavedView[]; onOpen: (view: SavedView) => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" size="xs" rightSection={<IconChevronDown size={13} stroke={1.8} />}>{views.length} more</Button>
      </Menu.Target>
      <Menu.Dropdown className={classes["menu"] ?? ""}>
        {views.map((view) => (
          <Menu.Item key={view.id} onClick={() => onOpen(view)} {...(view.isShared ? { leftSection: <IconUsers size={13} stroke={1.8} aria-label="For everybody" /> } : {})}>
            {view.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
