import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useServerAhead } from "./api/server-clock.ts";
import { DesignProvider } from "./design/DesignProvider.tsx";
import { NowProvider } from "./design/NowProvider.tsx";
import { Toasts } from "./design/Toasts.tsx";
import { router } from "./router.tsx";
import { KeysProvider } from "./shell/KeysProvider.tsx";
import { ShellSourceProvider } from "./shell/ShellSourceProvider.tsx";
import type { ShellSource } from "./shell/types.ts";

export interface AppProps {
  queries: QueryClient;
  source: ShellSource;
}

/** The whole application over one data layer. */
export function App({ queries, source }: AppProps) {
  const serverAhead = useServerAhead();
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
