import { Command } from "commander";
import { version } from "../server/platform/package/package-root.ts";
import { ackVerb } from "./ack.ts";
import { applyVerb } from "./apply.ts";
import { checkVerb } from "./check.ts";
import { declareVerb } from "./declare.ts";
import { demoVerb } from "./demo.ts";
import { evidenceVerb } from "./evidence.ts";
import { explainVerb } from "./explain.ts";
import { exportVerb } from "./export.ts";
import { maintenanceVerbs } from "./maintenance.ts";
import { terminal } from "./outside.ts";
import { planVerb } from "./plan.ts";
import { serveVerb } from "./serve.ts";
import { watchdogVerb } from "./watchdog.ts";

const program = new Command("muster").description("The incident response platform that teams run themselves.").version(version).showHelpAfterError();
program.addCommand(serveVerb());
program.addCommand(demoVerb());
program.addCommand(watchdogVerb());
for (const verb of [applyVerb(), planVerb(), exportVerb(), ackVerb(), declareVerb(), checkVerb(), explainVerb(), evidenceVerb(), ...maintenanceVerbs()]) program.addCommand(verb);
await program.parseAsync().catch((error: unknown) => {
  terminal.complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
