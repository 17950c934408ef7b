import { Command } from "commander";
import { readSettings } from "../server/platform/config/settings.ts";
import { createLog } from "../server/platform/log/log.ts";
import { runDemo } from "../server/start/demo/demo.ts";
import { runUntilStopped } from "./run.ts";

/** A tenth of the time: about forty seconds. */
const fastPace = 0.1;

/** `muster demo`: the example organization, with an incident unfolding before one's eyes. */
export function demoVerb(): Command {
  return new Command("demo")
    .description("Run Muster with the example organization and let an incident unfold in it")
    .option("--fast", "begin at once, and be done in about forty seconds")
    .action((options: { fast?: boolean }) => {
      const log = createLog("warn");
      const say = (words: string) => process.stdout.write(`${words}\n`);
      const isFast = options.fast ?? false;
      // Where nobody sits before a terminal, nobody can be told to go on.
      const telling = { pace: isFast ? fastPace : 1, isViewerAwaited: !isFast && process.stdin.isTTY };
      return runUntilStopped(log, (onFatal) => runDemo({ settings: readSettings(process.env), log, say, onFatal, ...telling }));
    });
}
