import { Command } from "commander";
import { readSettings } from "../server/platform/config/settings.ts";
import { createLog } from "../server/platform/log/log.ts";
import { backup, rebuild, restore, verify, type Maintenance } from "../server/start/maintenance.ts";
import { isRefusal, type Refusal } from "../server/values/refusal.ts";
import { terminal, type Outside } from "./outside.ts";

/** `backup`, `restore`, `rebuild`, `verify`: what looks after the database itself, whether Muster runs or not. */
export function maintenanceVerbs(outside: Outside = terminal): Command[] {
  return [
    new Command("backup")
      .description("Write everything into one file, while Muster runs")
      .argument("<file>")
      .action((file: string) => run(outside, (to) => backup(to, file), ({ file: path, rows, bytes }) => `${path} holds ${rows} rows (${bytes} bytes).`)),
    new Command("restore")
      .description("Fill an empty database from a backup; paging is held until an administrator confirms")
      .argument("<file>")
      .action((file: string) => run(outside, (to) => restore(to, file), ({ rows, takenAt }) => `Restored ${rows} rows as of ${takenAt}. Paging is held until an administrator confirms it under Settings, Health.`)),
    new Command("rebuild")
      .description("Make the read tables again from the log")
      .action(() => run(outside, (to) => rebuild(to), ({ events, streams }) => `Made again from ${events} events of ${streams} streams.`)),
    new Command("verify")
      .description("Check that nobody changed the log")
      .action(() =>
        run(outside, verify, ({ events, covered }) => `The log is whole: ${events} events, ${covered} of them under a signed checkpoint.`),
      ),
  ];
}

async function run<T extends object>(outside: Outside, work: (to: Maintenance) => Promise<T | Refusal>, tell: (outcome: T) => string): Promise<void> {
  const progress = (line: string) => outside.complain(line);
  const outcome = await work({ settings: readSettings(outside.environment), log: createLog("warn"), progress });
  if (isRefusal(outcome)) {
    outside.complain(outcome.reason);
    process.exitCode = 1;
  } else outside.say(tell(outcome));
}
