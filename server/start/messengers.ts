import { createGateway } from "../connectors/gateway/gateway.ts";
import { createNtfyMessenger } from "../connectors/ntfy/ntfy.ts";
import { createSmtpMessenger } from "../connectors/smtp/smtp.ts";
import { createTwilioSms, createTwilioVoice } from "../connectors/twilio/twilio.ts";
import { readPushKey } from "../connectors/web-push/push-key.ts";
import { createWebPushMessenger } from "../connectors/web-push/web-push.ts";
import { createWebhookMessenger } from "../connectors/webhook/webhook.ts";
import { inOrder, withBreaker, type Messenger, type Messengers, type Provider } from "../features/paging/index.ts";
import type { ProviderName } from "../platform/config/provider-settings.ts";
import type { Settings } from "../platform/config/settings.ts";
import type { Database } from "../platform/database/database.ts";
import { createOutgoing, everyNetwork, type Outgoing } from "../platform/outgoing/outgoing.ts";

export interface MessengerTools {
  outgoing: Outgoing;
  secret: string;
  database: () => Database;
}

/** The ways to reach people that the settings give. ntfy, webhooks and browsers need no setting, so they are always there. */
export function createMessengers(settings: Settings, { outgoing, secret, database }: MessengerTools): Messengers {
  const { publicUrl, smtpUrl, mailFrom, smsOrder, voiceOrder, perDay } = settings;
  const carriers = carriersOf(settings);
  return {
    ntfy: createNtfyMessenger(outgoing),
    webhook: createWebhookMessenger({ outgoing, secret }),
    push: createWebPushMessenger({ outgoing, sender: senderOf(settings), readKey: () => database().transaction(readPushKey) }),
    ...(smtpUrl === null ? {} : { mail: withBreaker(createSmtpMessenger({ url: smtpUrl, from: mailFrom, publicUrl })) }),
    ...(smsOrder.length === 0 ? {} : { sms: capped(inOrder("sms", smsOrder.flatMap((name) => carriers.sms[name] ?? [])), perDay.sms) }),
    ...(voiceOrder.length === 0 ? {} : { voice: capped(inOrder("voice", voiceOrder.flatMap((name) => carriers.voice[name] ?? [])), perDay.voice) }),
  };
}

function capped(messenger: Messenger, mostPerDay: number | null): Messenger {
  return mostPerDay === null ? messenger : { ...messenger, mostPerDay };
}

type Carriers = Partial<Record<ProviderName, Provider>>;

/** Their addresses are the operator's, so they may be in any network. */
function carriersOf({ twilio, gateway, publicUrl }: Settings): { sms: Carriers; voice: Carriers } {
  const outgoing = createOutgoing({ allowNetworks: everyNetwork });
  return {
    sms: { ...(twilio && { twilio: createTwilioSms({ twilio, publicUrl, outgoing }) }), ...(gateway && { gateway: createGateway("sms", gateway, outgoing) }) },
    voice: { ...(twilio && { twilio: createTwilioVoice({ twilio, publicUrl, outgoing }) }), ...(gateway && { gateway: createGateway("voice", gateway, outgoing) }) },
  };
}

/** Whom a push service writes to where something is wrong: Muster's own address where that is public, else the sender of its mail. */
function senderOf({ publicUrl, mailFrom }: Settings): string {
  if (publicUrl.startsWith("https://")) return publicUrl;
  return `mailto:${/<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom}`;
}
