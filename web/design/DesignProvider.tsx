import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import "./mantine-styles.ts";
import { lendStyleNonce, styleNonce } from "./nonce.ts";
import { cssVariablesResolver, theme } from "./theme.ts";

lendStyleNonce();

/** Everything below it looks like Muster, in the scheme the person chose or their system's. */
export function DesignProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      // The sheet of Mantine's default variables is not loaded, so all of them are written here.
      deduplicateCssVariables={false}
    >
      {children}
    </MantineProvider>
  );
}
