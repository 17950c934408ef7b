#!/usr/bin/env node
import { existsSync } from "node:fs";

const program = new URL("../dist/muster.mjs", import.meta.url);

if (existsSync(program)) {
  process.setSourceMapsEnabled(true);
  await import(program.href);
} else {
  console.error("Muster is not built yet. Run this in its folder, then try again:\n\n  npm ci && npm run build\n");
  process.exitCode = 1;
}
