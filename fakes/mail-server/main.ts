import { parseArgs } from "node:util";
import { WatchedList } from "../watched-list.ts";
import { openControl, portOf } from "./control.ts";
import type { MailEntry } from "./mail-entry.ts";
import { startMailServer } from "./mail-server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    "control-port": { type: "string", default: "0" },
    journal: { type: "string" },
  },
});

const log = new WatchedList<MailEntry>();
const mail = await startMailServer(
  { port: Number(values.port), ...(values.journal === undefined ? {} : { journalPath: values.journal }) },
  log,
);
const control = await openControl(mail, log, Number(values["control-port"]));

const { port, url, journalPath } = mail;
process.stdout.write(`${JSON.stringify({ port, url, journalPath, controlPort: portOf(control) })}\n`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void mail.close().then(() => process.exit(0));
  });
}
