import { join } from "node:path";
import { plainEnvironment, startChild, type Child, type Ending } from "./processes/child.ts";
import { freePort } from "./processes/free-port.ts";
import { projectFolder } from "./processes/program.ts";
import { untilReady } from "./processes/readiness.ts";

/** The administrator's API token of every product that is started here. */
export const ADMIN_TOKEN = "muster-test-administrator-token-0123456789";
const SECRET = "muster-test-secret-0123456789abcdef0123456789abcdef";

export interface ProductOptions {
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  /** Any free port when absent; name the port of an earlier product to start it again at the same address. */
  readonly port?: number;
  /** Added to the environment, and stronger than what stands there. */
  readonly env?: Readonly<Record<string, string>>;
  /** The script that is run, e.g. a build with a fault planted in it; `bin/muster.mjs` when absent. */
  readonly script?: string;
  /** False: comes back as soon as the process runs, and the test calls `ready` itself. */
  readonly isReadinessAwaited?: boolean;
}

/** The product, running as a process of its own. */
export interface Product {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly token: string;
  /** Everything it wrote, line by line. */
  readonly logs: readonly string[];
  readonly ended: Promise<Ending>;
  /** Resolves when it answers that it is ready; throws with its last words when it ends or takes too long. */
  ready(timeoutMs?: number): Promise<void>;
  /** Kills the process where it stands and waits until it is gone. */
  kill9(): Promise<Ending>;
  /** Stops its time; it keeps its connections and notices nothing. */
  freeze(): void;
  thaw(): void;
  /** Asks it to end as an operator would; kills it when it has not ended in time. */
  stop(): Promise<Ending>;
}

/** Starts the product from what was built, on its own port of the loopback. It ends with this process at the latest. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${String(port)}`;
  const script = options.script ?? join(projectFolder, "bin/muster.mjs");
  const env = { ...plainEnvironment(), ...settings(options, port, url), ...options.env };
  const child = await startChild(process.execPath, [script, "serve"], { name: "The product", env, folder: projectFolder });
  const product = describeProduct(child, url, port, env.MUSTER_ADMIN_TOKEN);
  if (options.isReadinessAwaited !== false) await product.ready();
  return product;
}

function settings(options: ProductOptions, port: number, url: string) {
  return {
    DATABASE_URL: options.databaseUrl,
    MUSTER_HOST: "127.0.0.1",
    MUSTER_PORT: String(port),
    MUSTER_PUBLIC_URL: url,
    MUSTER_ADMIN_TOKEN: ADMIN_TOKEN,
    MUSTER_SECRET: SECRET,
    MUSTER_SMTP_URL: options.smtpUrl,
    MUSTER_MAIL_FROM: "Muster <muster@example.org>",
    MUSTER_ALLOW_NETWORKS: "127.0.0.0/8",
  };
}

function describeProduct(child: Child, url: string, port: number, token: string): Product {
  return {
    url,
    port,
    token,
    pid: child.pid,
    logs: child.lines.items,
    ended: child.ended,
    ready: (timeoutMs = 30_000) => untilReady(`${url}/readyz`, child, timeoutMs),
    kill9: () => {
      child.signal("SIGKILL");
      return child.ended;
    },
    freeze: () => { child.signal("SIGSTOP"); },
    thaw: () => { child.signal("SIGCONT"); },
    stop: () => child.end(),
  };
}
