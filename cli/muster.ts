import { Command } from "commander";
import { version } from "../server/platform/package/package-root.ts";
import { demoVerb } from "./demo.ts";
import { serveVerb } from "./serve.ts";

const program = new Command("muster").description("The incident response platform that teams run themselves.").version(version).showHelpAfterError();
program.addCommand(serveVerb());
program.addCommand(demoVerb());
await program.parseAsync();
