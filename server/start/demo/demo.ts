import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../../platform/config/settings.ts";
import type { Logger } from "../../platform/log/log.ts";
import { serve, type Running } from "../serve.ts";
import { applyExample } from "./example.ts";
import { openMailbox, subjectOf, type Mailbox } from "./mailbox.ts";
import { tellStory } from "./story.ts";

export interface DemoOptions {
  settings: Settings;
  log: Logger;
  say: (words: string) => void;
  onFatal: (error: Error) => void;
  /** What a second of the story takes, in seconds. */
  pace: number;
  /** The story begins once somebody has made themselves the administrator; else at once. */
  isViewerAwaited: boolean;
}

/** Starts Muster with the example organization, on a database of its own that goes with it, and lets an incident unfold in it. */
export async function runDemo(options: DemoOptions): Promise<Running> {
  const { settings, log, say, onFatal } = options;
  const token = settings.adminToken ?? randomBytes(24).toString("hex");
  const { mailbox, dataDirectory, remove } = await makePlace(say);
  const demoSettings: Settings = { ...settings, databaseUrl: null, adminToken: token, smtpUrl: mailbox.url, dataDirectory };
  const running = await serve(demoSettings, log, onFatal).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  let isStopping = false;
  const sayWhileRunning = (words: string) => {
    if (!isStopping) say(words);
  };
  // Told while it runs, so that whoever stops it need not hear the story out.
  tell({ ...options, say: sayWhileRunning }, running.address, token, mailbox).catch((error: Error) => {
    sayWhileRunning(`The story stops here, and Muster keeps running: ${error.message}`);
  });
  return {
    address: running.address,
    async stop() {
      isStopping = true;
      await running.stop().finally(remove);
    },
  };
}

interface Place {
  mailbox: Mailbox;
  dataDirectory: string;
  remove: () => Promise<void>;
}

/** Where the demo's mails and data lie, for as long as it runs. */
async function makePlace(say: (words: string) => void): Promise<Place> {
  const mailbox = await openMailbox((mail) => say(`  ✉ ${mail.to}: ${subjectOf(mail)}`));
  const dataDirectory = await mkdtemp(join(tmpdir(), "muster-demo-"));
  return {
    mailbox,
    dataDirectory,
    async remove() {
      await mailbox.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function tell({ settings: { publicUrl }, say, pace, isViewerAwaited }: DemoOptions, url: string, token: string, mailbox: Mailbox): Promise<void> {
  await untilAnswered(`${url}/readyz`, 200);
  await applyExample(url, token);
  const password = randomBytes(9).toString("base64url");
  if (isViewerAwaited) {
    say(`Muster waits for you. Open ${publicUrl} and make yourself the administrator there: the story begins then, and takes about six minutes.`);
    await untilAnswered(`${url}/api/v1/first-run`, 404);
  } else say(`Open ${publicUrl} and sign in as hana@acme.example with the password ${password}`);
  const pause = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * pace * 1_000));
  await tellStory({ url, token, mailbox }, { say, pause }, { password, executiveRole: isViewerAwaited ? "manager" : "administrator" });
  say(`\nMuster keeps running at ${publicUrl}: look at INC-1 and at Learn. Ctrl-C stops it and forgets everything.`);
}

/** Asks until the answer has this status: ready is 200, and the first run is gone, 404, once there is an administrator. */
async function untilAnswered(address: string, status: number): Promise<void> {
  for (;;) {
    const given = await fetch(address).then((answer) => answer.status, () => 0);
    if (given === status) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
