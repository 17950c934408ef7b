import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const web = join(import.meta.dirname, "web");
const dist = join(import.meta.dirname, "dist");

/** The browser's part: `web/` builds to `dist/web`; in mode `design` the gallery of parts builds to `dist/design`. */
export default defineConfig(({ mode }) => ({
  root: web,
  plugins: [react()],
  // The server puts a fresh nonce in place of this word with every answer.
  html: { cspNonce: "__NONCE__" },
  build: {
    outDir: join(dist, mode === "design" ? "design" : "web"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: join(web, mode === "design" ? "design.html" : "index.html"),
      // A screen would else ask for each of a hundred small parts by itself, six at a time.
      output: {
        codeSplitting: {
          groups: [
            { name: "start", tags: ["$initial"], priority: 2 },
            { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 60_000, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { "^/(api/v1|p|t|intake|v2)/": "http://127.0.0.1:4600" } },
}));
