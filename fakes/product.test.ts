import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "./processes/temporary-folder.ts";
import { ADMIN_TOKEN, startProduct, type Product } from "./product.ts";

const script = join(temporaryFolder("product"), "stand-in.mjs");
writeFileSync(script, `
  import { createServer } from "node:http";
  if (process.env.FAULT) { console.error("The database is not there"); process.exit(3); }
  const { DATABASE_URL, MUSTER_PORT, MUSTER_HOST, MUSTER_ADMIN_TOKEN, MUSTER_PUBLIC_URL, VITEST } = process.env;
  const seen = JSON.stringify({ DATABASE_URL, MUSTER_ADMIN_TOKEN, MUSTER_PUBLIC_URL, VITEST, verb: process.argv[2] });
  console.log("starting");
  createServer((request, response) => response.end(seen)).listen(Number(MUSTER_PORT), MUSTER_HOST);
  process.on("SIGTERM", () => process.exit(0));
`);
const options = { databaseUrl: "postgres://nowhere", smtpUrl: "smtp://127.0.0.1:1", script };

let product: Product;
afterEach(async () => { await product.stop(); });

describe("the product as a child process", () => {
  it("is ready when it comes back, with its settings and nothing of the runner's", async () => {
    product = await startProduct(options);
    const seen: unknown = await (await fetch(product.url)).json();
    expect(seen).toEqual({ DATABASE_URL: "postgres://nowhere", MUSTER_ADMIN_TOKEN: ADMIN_TOKEN, MUSTER_PUBLIC_URL: product.url, verb: "serve" });
    expect(product.logs).toEqual(["starting"]);
    expect(await product.stop()).toEqual({ code: 0, signal: null });
  });

  it("starts again at the same address after it was killed", async () => {
    product = await startProduct(options);
    expect(await product.kill9()).toEqual({ code: null, signal: "SIGKILL" });
    await expect(fetch(product.url)).rejects.toThrow();
    product = await startProduct({ ...options, port: product.port });
    expect((await fetch(product.url)).status).toBe(200);
  });

  it("answers nothing while frozen, and goes on when thawed", async () => {
    product = await startProduct(options);
    product.freeze();
    await expect(fetch(product.url, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    product.thaw();
    await product.ready();
  });

  it("says its last words when it does not become ready", async () => {
    product = await startProduct({ ...options, env: { FAULT: "1" }, isReadinessAwaited: false });
    await expect(product.ready()).rejects.toThrow(/The database is not there/);
  });
});
