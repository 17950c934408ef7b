import { useNavigate, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { ConnectionBar } from "./ConnectionBar.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { useKey, useKeyBindings } from "./KeysProvider.tsx";
import { PhoneHead, PhoneNavigation } from "./PhoneBars.tsx";
import { peoplePlace, type Place, places, settingsPlace } from "./places.ts";
import classes from "./Shell.module.css";
import { useShellSource } from "./ShellSourceProvider.tsx";
import { Sidebar } from "./Sidebar.tsx";
import type { Found } from "./types.ts";
import { useLoadedPart } from "./use-loaded-part.ts";

const loadPalette = () => import("./Palette.tsx").then((module) => module.Palette);
const loadKeysDialog = () => import("./KeysDialog.tsx").then((module) => module.KeysDialog);


function PlaceKey({ place }: { place: Place }) {
  const navigate = useNavigate();
  useKey(place.keys, `Go to ${place.words}`, () => void navigate({ to: place.path }), "everywhere");
  return null;
}

const unlisted = new Set(["⌘K", "?"]);

/** All that keys can do here, offered by name as well. */
function useCommands(): Found[] {
  const bindings = useKeyBindings();
  return useMemo(() => {
    const here = bindings.filter((each) => each.scope === "here");
    const everywhere = bindings.filter((each) => each.scope === "everywhere" && !unlisted.has(each.keys));
    return [...here, ...everywhere].map((each) => {
      const place = [...places, peoplePlace, settingsPlace].find((known) => known.keys === each.keys);
      const Icon = place?.icon;
      return {
        id: `${each.keys} ${each.words}`,
        group: "do" as const,
        title: each.words,
        icon: Icon === undefined ? null : <Icon size={16} stroke={1.7} />,
        keys: each.keys,
        act: each.act,
      };
    });
  }, [bindings]);
}

/** After a change of place the focus goes to the content, so that a reader hears where they are. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const seen = useRef(path);
  useEffect(() => {
    if (seen.current !== path) main.current?.focus({ preventScroll: true });
    seen.current = path;
  }, [path]);
  return main;
}

/** A room needs the width: the navigation shrinks to signs, and the window does not scroll. */
function useIsRoom(): boolean {
  return useRouterState({ select: ({ location }) => /^\/incidents\/[^/]+/.test(location.pathname) });
}

/** True where a document stands between its contents and its margin. */
function useIsDocument(): boolean {
  return useRouterState({ select: ({ location }) => location.pathname === "/settings/process" });
}

/** What stands around every screen: navigation, palette, keys, and word of the connection. */
export function Shell({ children }: { children: ReactNode }) {
  const source = useShellSource();
  const person = source.useSignedIn();
  const counts = source.useCounts();
  const connection = source.useConnection();
  const commands = useCommands();
  const palette = useLoadedPart(loadPalette);
  const keys = useLoadedPart(loadKeysDialog);
  const main = useFocusOnArrival();
  const isRoom = useIsRoom();
  const isDocument = useIsDocument();
  useKey("⌘K", "Find or do", palette.open, "everywhere");
  useKey("?", "These keys", keys.open, "everywhere");
  const bars = { person, onFind: palette.open, onSignOut: source.signOut, onKeys: keys.open };
  return (
    <div className={classes["shell"]} data-frame={isRoom ? "room" : undefined}>
      <a className={classes["skip"]} href="#content">
        Skip to the content
      </a>
      {[...places, peoplePlace, settingsPlace].map((place) => (
        <PlaceKey key={place.id} place={place} />
      ))}
      <Sidebar {...bars} counts={counts} isRail={isRoom || isDocument} />
      <div className={classes["rest"]}>
        <ConnectionBar connection={connection} />
        <PhoneHead {...bars} />
        <main id="content" ref={main} tabIndex={-1} className={classes["main"]}>
          <ErrorBoundary>{children}</ErrorBoundary>
        </main>
        <PhoneNavigation counts={counts} />
      </div>
      {palette.Part === undefined ? null : (
        <palette.Part isOpen={palette.isOpen} onClose={palette.close} commands={commands} useFinding={source.useFinding} />
      )}
      {keys.Part === undefined ? null : <keys.Part isOpen={keys.isOpen} onClose={keys.close} />}
    </div>
  );
}
