import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { isInstalled } from "../fakes/peers/index.ts";
import { startPeer, type PeerProcess } from "../fakes/peers/peer-process.ts";
import { startChild, plainEnvironment } from "../fakes/processes/child.ts";
import { freePort } from "../fakes/processes/free-port.ts";
import { temporaryFolder } from "../fakes/processes/temporary-folder.ts";
import { alertNamed, eventually, mailTo, setStage, type Stage } from "./stage.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl) console.log("Skipped: curl is not installed.");
const hasPeers = isInstalled("prometheus") && isInstalled("alertmanager");

/** The line of a document that begins with these words. */
function lineOf(document: string, words: string): string {
  const found = readFileSync(document, "utf8").split("\n").map((line) => line.trim()).find((line) => line.startsWith(words));
  if (found === undefined) throw new Error(`No line of ${document} begins with ${words}`);
  return found;
}

function runAsWritten({ product }: Stage, line: string): string {
  const command = line.replaceAll("http://127.0.0.1:4600", product.url);
  return execFileSync("sh", ["-c", command], { env: { ...plainEnvironment(), MUSTER_TOKEN: product.token }, encoding: "utf8", stdio: "pipe" });
}

describe.skipIf(!hasCurl)("What the documents tell to type", () => {
  it.each(["README.md", "docs/getting-started.md"])("in %s sends an alert that pages who is on call", async (document) => {
    const stage = await setStage();
    expect(JSON.parse(runAsWritten(stage, lineOf(document, "curl -H 'content-type")))).toMatchObject({ signals: 1 });
    await mailTo(stage, "amara@acme.example", "Hello from curl");
  });

  it("shows who is on call", async () => {
    const stage = await setStage();
    const said = JSON.parse(runAsWritten(stage, lineOf("docs/getting-started.md", 'curl -H "Authorization'))) as { items: { scheduleId: string }[] };
    expect(said.items.map(({ scheduleId }) => scheduleId)).toContain("web-primary");
  });
});

/** Their ports, as the documents write them, and those that are free here. */
type Ports = Readonly<Record<"4600" | "8080" | "9090" | "9093", number>>;

function withPorts(text: string, ports: Ports): string {
  return Object.entries(ports).reduce((moved, [from, to]) => moved.replaceAll(`127.0.0.1:${from}`, `127.0.0.1:${to}`).replaceAll(`listen(${from},`, `listen(${to},`), text);
}

/** Starts a program by its line in the document, with its files in a folder of the test. */
async function startAsWritten(peer: "prometheus" | "alertmanager", words: string, ports: Ports): Promise<PeerProcess> {
  const folder = temporaryFolder(peer);
  cpSync("examples/prometheus", folder, { recursive: true });
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), withPorts(readFileSync(join(folder, name), "utf8"), ports));
  const line = withPorts(lineOf("docs/getting-started.md", words), ports);
  const values = line.replaceAll("/tmp/", `${folder}/`).replaceAll("examples/prometheus", folder).split(" ").slice(1);
  const started = await startPeer(peer, values, `http://127.0.0.1:${ports[peer === "prometheus" ? "9090" : "9093"]}`, folder);
  onTestFinished(() => started.stop());
  return started;
}

describe.skipIf(!hasPeers)("The Prometheus and Alertmanager of the examples", () => {
  it("page about a shop that is closed, and end the alert when it opens", async () => {
    const stage = await setStage();
    const ports = { 4600: stage.product.port, 8080: await freePort(), 9090: await freePort(), 9093: await freePort() };
    await startAsWritten("alertmanager", "prometheus-alertmanager --", ports);
    await startAsWritten("prometheus", "prometheus --", ports);
    await mailTo(stage, "amara@acme.example", "Storefront does not answer", 60_000);
    const shop = withPorts(lineOf("docs/getting-started.md", "node -e"), ports);
    const open = await startChild("sh", ["-c", shop], { name: "shop", env: plainEnvironment() });
    onTestFinished(async () => void (await open.end()));
    await eventually(async () => (await alertNamed(stage, "Storefront does not answer")).status === "resolved", "the alert ends", 60_000);
  }, 180_000);
});
