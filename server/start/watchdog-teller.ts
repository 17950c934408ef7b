import { createNtfyMessenger } from "../connectors/ntfy/ntfy.ts";
import { createSmtpMessenger } from "../connectors/smtp/smtp.ts";
import type { Message, Messenger } from "../features/paging/index.ts";
import { createOutgoing } from "../platform/outgoing/outgoing.ts";
import { newId } from "../platform/ids/ids.ts";
import type { WatchdogSettings } from "./watchdog.settings.ts";
import type { Words } from "./watchdog.rules.ts";

/** Somebody whom the watchdog tells, by one way. */
interface Listener {
  messenger: Messenger;
  address: string;
  /** What is to be told, until it was taken: what is newer replaces it. */
  telling: Message | null;
  isBusy: boolean;
}

const sendTimeout = 8_000;
const pauseAfterFailure = 3_000;
/** Addresses in the watchdog's own settings are the operator's: they need no leave. */
const everywhere = ["0.0.0.0/0", "::/0"];

/** Tells everybody it knows, each until it was taken. */
export class Teller {
  private readonly listeners: readonly Listener[];
  private isStopped = false;

  constructor(
    private readonly settings: WatchdogSettings,
    private readonly complain: (line: string) => void,
  ) {
    const { mail, topics, url } = settings;
    const ntfy = createNtfyMessenger(createOutgoing({ allowNetworks: everywhere }));
    const smtp = mail && createSmtpMessenger({ url: mail.url, from: mail.from, publicUrl: url });
    const waiting = { telling: null, isBusy: false };
    this.listeners = [...topics.map((address) => ({ messenger: ntfy, address, ...waiting })), ...(smtp ? mail.to.map((address) => ({ messenger: smtp, address, ...waiting })) : [])];
  }

  /** `about` is the same for all that is told of one outage. */
  tell({ subject, text }: Words, about: string, isUrgent: boolean): void {
    const key = newId();
    const { url } = this.settings;
    for (const listener of this.listeners) {
      const { address } = listener;
      const html = text.split("\n\n").map((part) => `<p>${escapeHtml(part)}</p>`).join("");
      listener.telling = { messageKey: `watchdog.${key}`, threadKey: `watchdog.${about}`, address, recipientName: address, subject, text, html, link: url, isUrgent };
      if (!listener.isBusy) void this.deliver(listener);
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  private async deliver(listener: Listener): Promise<void> {
    listener.isBusy = true;
    while (listener.telling !== null && !this.isStopped) {
      const telling = listener.telling;
      const sending = await listener.messenger.send(telling, AbortSignal.timeout(sendTimeout)).catch((error: unknown) => ({ isAccepted: false as const, error: String(error) }));
      if (!sending.isAccepted) {
        this.complain(`${listener.address} could not be told: ${sending.error}`);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFailure));
      } else if (listener.telling === telling) listener.telling = null;
    }
    listener.isBusy = false;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
