import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { DesignProvider } from "./design/DesignProvider.tsx";
import { NowProvider } from "./design/NowProvider.tsx";
import { Toasts } from "./design/Toasts.tsx";
import { router } from "./router.tsx";
import { KeysProvider } from "./shell/KeysProvider.tsx";
import { ShellSourceProvider } from "./shell/ShellSourceProvider.tsx";
import type { ShellSource } from "./shell/types.ts";

export interface AppProps {
  source: ShellSource;
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  serverAhead?: number | undefined;
}

/** The whole application over one data layer. */
export function App({ source, serverAhead }: AppProps) {
  const [queries] = useState(() => new QueryClient());
  return (
    <DesignProvider>
      <QueryClientProvider client={queries}>
        <NowProvider offset={serverAhead}>
          <ShellSourceProvider source={source}>
            <KeysProvider>
              <RouterProvider router={router} />
              <Toasts />
            </KeysProvider>
          </ShellSourceProvider>
        </NowProvider>
      </QueryClientProvider>
    </DesignProvider>
  );
}
