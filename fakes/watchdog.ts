import { join } from "node:path";
import { plainEnvironment, startChild, type Ending } from "./processes/child.ts";
import { freePort } from "./processes/free-port.ts";
import { projectFolder } from "./processes/program.ts";

/** What the watchdog and the product that it watches both know. */
export const WATCHDOG_TOKEN = "muster-test-watchdog-token-0123456789";

export interface WatchdogOptions {
  /** The product that is watched. */
  readonly url: string;
  /** The watchdog's own mail server. */
  readonly smtpUrl: string;
  /** Its rhythm, such as `4s`. */
  readonly every: string;
  /** The script that is run, e.g. a build with a fault planted in it. */
  readonly script?: string;
}

/** The watchdog, running as a process of its own. */
export interface WatchdogProgram {
  readonly logs: readonly string[];
  freeze(): void;
  thaw(): void;
  stop(): Promise<Ending>;
}

/** Starts `muster watchdog` from what was built. It ends with this process at the latest. */
export async function startWatchdog({ url, smtpUrl, every, script }: WatchdogOptions): Promise<WatchdogProgram> {
  const env = {
    ...plainEnvironment(),
    MUSTER_WATCHDOG_URL: url,
    MUSTER_WATCHDOG_TOKEN: WATCHDOG_TOKEN,
    MUSTER_WATCHDOG_LISTEN: `127.0.0.1:${String(await freePort())}`,
    MUSTER_WATCHDOG_EVERY: every,
    MUSTER_WATCHDOG_SMTP_URL: smtpUrl,
    MUSTER_WATCHDOG_MAIL_FROM: "watchdog@example.org",
    MUSTER_WATCHDOG_MAIL_TO: "operator@acme.example",
  };
  const child = await startChild(process.execPath, [script ?? join(projectFolder, "bin/muster.mjs"), "watchdog"], { name: "The watchdog", env, folder: projectFolder });
  return {
    logs: child.lines.items,
    freeze: () => { child.signal("SIGSTOP"); },
    thaw: () => { child.signal("SIGCONT"); },
    stop: () => child.end(),
  };
}
