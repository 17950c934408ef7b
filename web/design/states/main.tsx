import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { KeysProvider } from "../../shell/KeysProvider.tsx";
import { Shell } from "../../shell/Shell.tsx";
import { ShellSourceProvider, stillSource } from "../../shell/ShellSourceProvider.tsx";
import type { Connection, ShellSource } from "../../shell/types.ts";
import { DesignProvider } from "../DesignProvider.tsx";
import { NowProvider } from "../NowProvider.tsx";
import { States } from "../States.tsx";
import { Toasts } from "../Toasts.tsx";
import { exampleNow, minutes } from "./example.ts";
import { ScreenState } from "./ScreenState.tsx";

const amara = { name: "Amara Okafor", onDuty: { schedule: "Web primary", until: exampleNow + minutes(5413) } };
const still = () => undefined;
const found = [
  { id: "dana", group: "find" as const, title: "Dana Reyes", detail: "Payments, on for Communications from 20:00", act: still },
  { id: "runbook", group: "find" as const, title: "Page size of the data import", detail: "Runbook, Search", act: still },
];

const connection: Connection =
  window.location.hash === "#/pages" ? { state: "offline", since: exampleNow - minutes(1) } : { state: "live" };

const exampleSource: ShellSource = {
  ...stillSource,
  useSignedIn: () => amara,
  useCounts: () => ({ alerts: 6, pages: 2 }),
  useConnection: () => connection,
  useFinding: (query) => ({ found: query === "" ? [] : found, isLoading: false }),
};

const root = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  // The parts under Now, a whole screen under every other place.
  notFoundComponent: ScreenState,
});
const parts = createRoute({ getParentRoute: () => root, path: "/", component: States });
const history = createMemoryHistory({ initialEntries: [window.location.hash.slice(1) || "/"] });
const router = createRouter({ routeTree: root.addChildren([parts]), history });

const place = document.getElementById("root");
if (place === null) throw new Error("The page has no root element");

createRoot(place).render(
  <StrictMode>
    <DesignProvider>
      <NowProvider frozenAt={exampleNow}>
        <ShellSourceProvider source={exampleSource}>
          <KeysProvider>
            <RouterProvider router={router as never} />
            <Toasts />
          </KeysProvider>
        </ShellSourceProvider>
      </NowProvider>
    </DesignProvider>
  </StrictMode>,
);
