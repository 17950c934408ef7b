import type { BuildOptions } from "esbuild";

/** How the program is put together; benchmarks of its parts are built the same way. */
export const programOptions = { bundle: true, platform: "node", target: "node20", format: "esm", packages: "external", sourcemap: true, logLevel: "warning" } satisfies BuildOptions;
