import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { SavedView } from "../../../server/features/alert-intake/alert-view.contract.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { useKey } from "../../shell/KeysProvider.tsx";
import { type AlertsSearch, filtersOf } from "../alerts-search.ts";
import { KeepDialog } from "./KeepDialog.tsx";
import { RenameDialog } from "./RenameDialog.tsx";
import { useViewDeeds } from "./use-views.ts";
import { isAsKept, isNarrowed } from "./view-tabs.ts";
import classes from "./Views.module.css";

export interface ViewDeedsProps {
  search: AlertsSearch;
  views: readonly SavedView[];
  /** The kept view that is open. */
  open: SavedView | undefined;
  onOpen: (view: SavedView) => void;
  /** The open view is one no longer. */
  onLeave: () => void;
}

/** What can be done with the view as it is: keep it, bring the open one up to date, rename it, delete it. */
export function ViewDeeds({ search, views, open, onOpen, onLeave }: ViewDeedsProps) {
  const [isKeeping, setIsKeeping] = useState(false);
  const isChanged = open !== undefined && !isAsKept(open, search);
  const isWorthKeeping = open === undefined ? isNarrowed(search) : isChanged;
  return (
    <div className={classes["deeds"]}>
      {open?.mayChange === true && isChanged ? <Update view={open} search={search} /> : null}
      {isWorthKeeping ? <KeepButton words={open === undefined ? "Save this view" : "Save as new"} onPress={() => setIsKeeping(true)} /> : null}
      {open?.mayChange === true ? <ViewMenu key={open.id} view={open} onOpen={onOpen} onLeave={onLeave} /> : null}
      {isKeeping ? (
        <KeepDialog
          filters={filtersOf(search)} views={views} onClose={() => setIsKeeping(false)}
          onKept={(view) => {
            setIsKeeping(false);
            onOpen(view);
          }}
        />
      ) : null}
    </div>
  );
}

function KeepButton({ words, onPress }: { words: string; onPress: () => void }) {
  useKey("⇧S", words, onPress);
  return <Button variant="subtle" size="xs" onClick={onPress}>{words}</Button>;
}

function Update({ view, search }: { view: SavedView; search: AlertsSearch }) {
  const { update, isPending } = useViewDeeds();
  return <Button variant="default" size="xs" loading={isPending} onClick={() => update(view, filtersOf(search))}>Update to the present filters</Button>;
}

function ViewMenu({ view, onOpen, onLeave }: { view: SavedView; onOpen: (view: SavedView) => void; onLeave: () => void }) {
  const [isRenaming, setIsRenaming] = useState(false);
  const mayShare = useMay("responder");
  const isMaker = useSignedIn()?.personId === view.maker.id;
  const { share, remove } = useViewDeeds();
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon size={30} aria-label={`More for the view ${view.name}`}>
            <IconDots size={16} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {view.isShared ? <Menu.Label>{isMaker ? "You made it; everybody sees it" : `${view.maker.name} made it; everybody sees it`}</Menu.Label> : null}
          <Menu.Item onClick={() => setIsRenaming(true)}>Rename it</Menu.Item>
          {view.isShared && isMaker ? <Menu.Item onClick={() => share(view, false)}>Keep it to myself</Menu.Item> : null}
          {!view.isShared && mayShare ? <Menu.Item onClick={() => share(view, true)}>Show it to everybody</Menu.Item> : null}
          <Menu.Item onClick={() => remove(view, { onGone: onLeave, onBack: onOpen })}>Delete it</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRenaming ? <RenameDialog view={view} onClose={() => setIsRenaming(false)} /> : null}
    </>
  );
}
