import { Command } from "commander";
import { createLog } from "../server/platform/log/log.ts";
import { readWatchdogSettings, watchdogSettings } from "../server/start/watchdog.settings.ts";
import { watchOver } from "../server/start/watchdog.ts";
import { terminal } from "./outside.ts";
import { runUntilStopped } from "./run.ts";

const settingsHelp = watchdogSettings.map(({ name, default: usual, meaning }) => `  ${name} ${usual}\n    ${meaning}`).join("\n");

/** `muster watchdog`: watches a Muster from another machine, until it is told to stop. */
export function watchdogVerb(): Command {
  return new Command("watchdog")
    .description("Watch a Muster from outside, and tell people when no page comes out of it any more")
    .addHelpText("after", `\nSettings, from the environment:\n${settingsHelp}`)
    .action(() => {
      const { say, complain } = terminal;
      return runUntilStopped(createLog(), async () => watchOver({ settings: readWatchdogSettings(process.env), say, complain }));
    });
}
