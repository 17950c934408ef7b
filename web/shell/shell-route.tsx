import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { SignedInOnly } from "../access/SignedInOnly.tsx";
import { Shell } from "./Shell.tsx";

/** Where every address begins. */
export const root = createRootRoute();

/** Everything that stands inside the navigation; signing in and the first run stand outside. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: () => (
    <SignedInOnly>
      <Shell>
        <Outlet />
      </Shell>
    </SignedInOnly>
  ),
});
