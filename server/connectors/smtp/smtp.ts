import { createTransport } from "nodemailer";
import type { Message, Messenger, Sending } from "../../features/paging/index.ts";
import { Places } from "./places.ts";

export interface SmtpOptions {
  url: string;
  from: string;
  publicUrl: string;
}

const answerTimeout = 7_000;
const mostAtOnce = 4;
/** Whoever begins later than this may not have the answer in time, and the page would go out twice. */
const longestWait = 4_000;

/** Mail over SMTP: a stable Message-ID per page, pages of one subject in one thread. */
export function createSmtpMessenger(options: SmtpOptions): Messenger {
  const host = new URL(options.publicUrl).hostname;
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: mostAtOnce,
    connectionTimeout: answerTimeout,
    greetingTimeout: answerTimeout,
    socketTimeout: answerTimeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const places = new Places(mostAtOnce);
  const sendInTurn = async (message: Message, signal: AbortSignal) => {
    if (!(await places.take(longestWait, signal))) throw new Error("The mail server is busy with other mail.");
    try {
      return await transport.sendMail(mailOf(message, options.from, host));
    } finally {
      places.leave();
    }
  };
  return { channel: "mail", send: (message, signal) => race(sendInTurn(message, signal), signal) };
}

function mailOf(message: Message, from: string, host: string) {
  const thread = `<${message.threadKey}@${host}>`;
  return {
    from: from.includes("<") ? from : { name: "Muster", address: from },
    to: { name: message.recipientName, address: message.address },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.messageKey}@${host}>`,
    inReplyTo: thread,
    references: [thread],
    priority: message.isUrgent ? ("high" as const) : ("normal" as const),
    headers: { "Auto-Submitted": "auto-generated", "X-Muster-Message": message.messageKey, ...(message.tellsOf ? { "X-Muster-Tells-Of": message.tellsOf.join(" ") } : {}) },
  };
}

async function race(sending: Promise<{ messageId: string; response?: string }>, signal: AbortSignal): Promise<Sending> {
  const aborted = new Promise<Sending>((resolve) => {
    signal.addEventListener("abort", () => resolve({ isAccepted: false, error: "The mail server did not answer in time." }), { once: true });
  });
  const sent = sending.then(
    (info): Sending => ({ isAccepted: true, providerId: providerIdOf(info) }),
    (error: unknown): Sending => ({ isAccepted: false, error: wordsOf(error), isAboutAddress: isAboutAddress(error) }),
  );
  return Promise.race([sent, aborted]);
}

/** The queue id in the server's answer, where it gives one, else the Message-ID. */
function providerIdOf({ messageId, response }: { messageId: string; response?: string }): string {
  const queued = /queued as ([\w.-]+)/i.exec(response ?? "");
  return queued?.[1] ?? messageId;
}

/** 550 to 559 speak of the mailbox (RFC 5321, section 4.2.2). */
function isAboutAddress(error: unknown): boolean {
  const { responseCode = 0 } = error as { responseCode?: number };
  return responseCode >= 550 && responseCode < 560;
}

function wordsOf(error: unknown): string {
  const { response, message } = error as { response?: string; message?: string };
  return (response ?? message ?? "The mail server could not be reached.").slice(0, 500);
}
