import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../../platform/config/settings.ts";
import type { Logger } from "../../platform/log/log.ts";
import { packageRoot } from "../../platform/package/package-root.ts";
import { serve, type Running } from "../serve.ts";
import { openMailbox } from "./mailbox.ts";
import { tellStory, type Teller } from "./story.ts";

export interface DemoOptions {
  settings: Settings;
  log: Logger;
  say: (words: string) => void;
  onFatal: (error: Error) => void;
  isFast: boolean;
}

/** Starts Muster with the example organization, on a database of its own that goes with it, and lets alerts arrive, people be paged, answer and escalate. */
export async function runDemo({ settings, log, say, onFatal, isFast }: DemoOptions): Promise<Running> {
  const token = settings.adminToken ?? randomBytes(24).toString("hex");
  const mailbox = await openMailbox(({ to, text }) => say(`  ✉ ${to}: ${/^Subject: (.*)$/m.exec(text)?.[1] ?? "a mail"}`));
  const dataDirectory = await mkdtemp(join(tmpdir(), "muster-demo-"));
  const demoSettings: Settings = { ...settings, databaseUrl: null, adminToken: token, smtpUrl: mailbox.url, dataDirectory };
  const running = await serve(demoSettings, log, onFatal);
  await untilReady(settings.publicUrl);
  await applyExample(settings.publicUrl, token);
  say(`Open ${settings.publicUrl} and make yourself the administrator; watch Alerts and Pages while this goes on.`);
  const teller: Teller = { say, pause: (seconds) => new Promise((resolve) => setTimeout(resolve, isFast ? 0 : seconds * 1_000)) };
  await teller.pause(8);
  await tellStory({ url: settings.publicUrl, token, mailbox }, teller);
  return {
    address: running.address,
    async stop() {
      await running.stop();
      await mailbox.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const isReady = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function applyExample(url: string, token: string): Promise<void> {
  const body = await readFile(join(packageRoot, "examples", "acme.yaml"), "utf8");
  const answer = await fetch(`${url}/api/v1/config`, { method: "PUT", body, headers: { authorization: `Bearer ${token}`, "content-type": "application/yaml" } });
  if (!answer.ok) throw new Error(`The example organization was refused: ${await answer.text()}`);
}
