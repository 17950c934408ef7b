import { Command } from "commander";
import { readSettings } from "../server/platform/config/settings.ts";
import { createLog } from "../server/platform/log/log.ts";
import { runDemo } from "../server/start/demo/demo.ts";
import { runUntilStopped } from "./run.ts";

/** `muster demo`: the example organization, with alerts arriving before one's eyes. */
export function demoVerb(): Command {
  return new Command("demo")
    .description("Run Muster with the example organization and let alerts arrive")
    .option("--fast", "without pauses")
    .action((options: { fast?: boolean }) => {
      const log = createLog("warn");
      const say = (words: string) => process.stdout.write(`${words}\n`);
      return runUntilStopped(log, (onFatal) => runDemo({ settings: readSettings(process.env), log, say, onFatal, isFast: options.fast ?? false }));
    });
}
