import { Command } from "commander";
import { readSettings } from "../server/platform/config/settings.ts";
import { createLog } from "../server/platform/log/log.ts";
import { serve } from "../server/start/serve.ts";
import { runUntilStopped } from "./run.ts";

/** `muster serve`: runs until it is told to stop. */
export function serveVerb(): Command {
  return new Command("serve").description("Run Muster").action(() => {
    const log = createLog();
    return runUntilStopped(log, async (onFatal) => {
      const running = await serve(readSettings(process.env), log, onFatal);
      log.info(`Muster listens on ${running.address}`);
      return running;
    });
  });
}
