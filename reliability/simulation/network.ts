import type { Message, Messenger, Messengers, Sending } from "../../server/features/paging/index.ts";
import { chanceOf } from "./chance.ts";
import type { Outage, Script, ScriptedContact } from "./script.ts";

/** A message that a provider took, or refused. */
export interface Delivery {
  at: number;
  channel: ScriptedContact["channel"];
  messageKeys: readonly string[];
  isTaken: boolean;
  /** The process died before it could note what came of it. */
  isKilled: boolean;
}

/** The providers of a simulated week: what they take, what they refuse, and where the process dies around a send. */
export interface Network {
  deliveries: readonly Delivery[];
  messengers: Messengers;
  /** Resolves when the process that sends dies in the midst of it. */
  died(): Promise<void>;
}

export function openNetwork(script: Script, now: () => number, taken: (message: Message, at: number) => void): Network {
  const chance = chanceOf(script.seed);
  const deliveries: Delivery[] = [];
  const tries = new Map<string, number>();
  let die = (): void => undefined;

  async function send(channel: Delivery["channel"], message: Message): Promise<Sending> {
    const attempt = (tries.get(message.messageKey) ?? 0) + 1;
    tries.set(message.messageKey, attempt);
    const fate = fateOf(chance.share(`${message.messageKey} ${attempt}`), isAway(script.outages, channel, now()));
    const messageKeys = [message.messageKey, ...(message.tellsOf ?? [])];
    deliveries.push({ at: now(), channel, messageKeys, isTaken: fate === "taken" || fate === "dies after", isKilled: fate === "dies before" || fate === "dies after" });
    if (fate === "taken" || fate === "dies after") taken(message, now());
    if (fate === "dies before" || fate === "dies after") {
      die();
      return new Promise(() => undefined);
    }
    return fate === "taken" ? { isAccepted: true, providerId: `${message.messageKey} ${attempt}` } : { isAccepted: false, error: "It was refused." };
  }

  const messenger = (channel: Delivery["channel"]): Messenger => ({ channel, send: (message) => send(channel, message) });
  return {
    deliveries,
    messengers: { mail: messenger("mail"), sms: messenger("sms"), ntfy: messenger("ntfy") },
    died: () => new Promise((resolve) => (die = resolve)),
  };
}

function isAway(outages: readonly Outage[], channel: string, at: number): boolean {
  return outages.some((outage) => outage.channel === channel && outage.from <= at && at < outage.to);
}

function fateOf(share: number, isProviderAway: boolean): "taken" | "refused" | "dies before" | "dies after" {
  if (share < 0.04) return "dies before";
  if (isProviderAway || share < 0.1) return "refused";
  return share < 0.14 ? "dies after" : "taken";
}
