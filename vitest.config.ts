import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const most = 4;

export default defineConfig({
  test: {
    include: ["server", "web", "cli", "checks", "scenarios", "reliability", "fakes"].map((room) => `${room}/**/*.test.ts`),
    environment: "node",
    pool: "forks",
    maxWorkers: Math.max(2, Math.min(most, availableParallelism())),
    globalSetup: "server/platform/testing/global-setup.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
