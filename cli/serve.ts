import { Command } from "commander";
import { readSettings } from "../server/platform/config/settings.ts";
import { StartFailure } from "../server/platform/embedded-postgres/index.ts";
import { createLog } from "../server/platform/log/log.ts";
import { serve } from "../server/start/serve.ts";

/** `muster serve`: runs until it is told to stop. */
export function serveVerb(): Command {
  return new Command("serve").description("Run Muster").action(run);
}

async function run(): Promise<void> {
  const log = createLog();
  const fail = (error: unknown) => {
    process.stderr.write(`${error instanceof StartFailure || error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  process.on("unhandledRejection", (error) => log.error({ err: error }, "Something failed that nobody waited for."));
  try {
    const running = await serve(readSettings(process.env), log, fail);
    log.info(`Muster listens on ${running.address}`);
    const stop = () => void running.stop().then(() => process.exit(0), fail);
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  } catch (error) {
    fail(error);
  }
}
