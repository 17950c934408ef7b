import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { plainEnvironment } from "../processes/child.ts";
import { freePort } from "../processes/free-port.ts";
import { temporaryFolder } from "../processes/temporary-folder.ts";
import { programPath } from "./installed.ts";
import { startPeer, type PeerProcess } from "./peer-process.ts";

export interface AlertmanagerOptions {
  /** Where it sends its notifications. */
  readonly webhookUrl: string;
  readonly bearerToken?: string;
  readonly groupBy?: readonly string[];
  readonly groupWait?: string;
  readonly groupInterval?: string;
  readonly repeatInterval?: string;
}

export type Alertmanager = PeerProcess;

/** Starts a real Alertmanager that hands everything it gets to one webhook. */
export async function startAlertmanager(options: AlertmanagerOptions): Promise<Alertmanager> {
  const folder = temporaryFolder("alertmanager");
  const address = `127.0.0.1:${String(await freePort())}`;
  writeFileSync(join(folder, "alertmanager.yml"), JSON.stringify(configuration(options)));
  const args = [
    `--config.file=${join(folder, "alertmanager.yml")}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    // Alone: it looks for no others and takes no cluster port.
    "--cluster.listen-address=",
  ];
  return startPeer("alertmanager", args, `http://${address}`, folder);
}

function configuration(options: AlertmanagerOptions) {
  const authorization = options.bearerToken === undefined ? {} : { authorization: { credentials: options.bearerToken } };
  const webhook = { url: options.webhookUrl, send_resolved: true, http_config: authorization };
  return {
    route: {
      receiver: "webhook",
      group_by: options.groupBy ?? ["alertname"],
      group_wait: options.groupWait ?? "0s",
      group_interval: options.groupInterval ?? "1s",
      repeat_interval: options.repeatInterval ?? "1h",
    },
    receivers: [{ name: "webhook", webhook_configs: [webhook] }],
  };
}

export interface AmtoolAnswer {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs Alertmanager's own command line against an address that speaks its API v2. */
export function runAmtool(address: string, ...args: readonly string[]): Promise<AmtoolAnswer> {
  const all = [...args, `--alertmanager.url=${address}`];
  return new Promise((resolve) => {
    execFile(programPath("amtool"), all, { env: plainEnvironment(), timeout: 20_000 }, (fault, output, errors) => {
      resolve({ code: typeof fault?.code === "number" ? fault.code : fault ? 1 : 0, output, errors });
    });
  });
}
