import type { Json } from "../../../values/canonical-json.ts";
import { cut } from "../../../values/text.ts";
import { parseJsonBody } from "../../../platform/http/json-body.ts";
import { redact } from "../redaction.rules.ts";
import { severityOf, statusIn, type Signal } from "../signal.rules.ts";
import { isSnsMessage } from "../signature.rules.ts";
import type { Adapted, Arrival } from "./adapted.adapter.ts";
import { readCloudWatchAlarm } from "./cloudwatch-alarm.adapter.ts";
import { createMappedAdapter } from "./mapped.adapter.ts";
import { isMembers, listOf, membersOf, textAmong, textOf, type Members } from "./members.adapter.ts";
import { longestDescription, readTime } from "./reading.adapter.ts";

/** What was published, and what its envelope says of it. */
interface Published {
  message: unknown;
  subject: string | null;
  topic: string | null;
  at: unknown;
}

/** What was made of one message. */
interface Made {
  signals: readonly Signal[];
  note: string | null;
}

const guessing = createMappedAdapter([]);

/**
 * CloudWatch's alarms as SNS brings them: in its envelope, raw, or as a Lambda function gets them
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions.html). Other messages of a topic are read as well as they can be.
 */
export function adaptCloudWatch({ payload, newKey }: Arrival): Adapted {
  if (textOf(payload) === null && !isMembers(payload)) return { errors: [{ path: "", message: "must be a message of Amazon SNS, or what was published" }] };
  const made = readAll(payload, newKey);
  const notes = [...new Set(made.flatMap(({ note }) => note ?? []))];
  return { signals: made.flatMap(({ signals }) => signals), note: notes.join(" ") || null };
}

function readAll(payload: unknown, newKey: string): Made[] {
  const { Records: records } = membersOf(payload);
  if (Array.isArray(records)) {
    const forwarded = listOf(records).map((record) => readEnvelope(membersOf(membersOf(record)["Sns"]), newKey));
    return [...forwarded, nothing("It came as Lambda gets it, so SNS's signature was not checked: the address alone is the key.")];
  }
  const envelope = membersOf(payload);
  if (isSnsMessage(payload)) return [readEnvelope(envelope, newKey)];
  const isEnvelope = "Message" in envelope && ("MessageId" in envelope || "TopicArn" in envelope);
  const raw = isEnvelope ? readEnvelope(envelope, newKey) : readPublished({ message: payload, subject: null, topic: null, at: null }, newKey);
  return [raw, nothing("It came by raw delivery, which SNS does not sign: the address alone is the key.")];
}

function nothing(note: string): Made {
  return { signals: [], note };
}

function readEnvelope(envelope: Members, newKey: string): Made {
  const topic = textOf(envelope["TopicArn"]);
  switch (envelope["Type"]) {
    case "SubscriptionConfirmation":
      return nothing("The subscription is being confirmed.");
    case "UnsubscribeConfirmation":
      return nothing(`SNS says that this address was unsubscribed from ${topic ?? "its topic"}: nothing more comes until it is subscribed again.`);
    default:
      return readPublished({ message: envelope["Message"], subject: textOf(envelope["Subject"]), topic, at: envelope["Timestamp"] }, newKey);
  }
}

function readPublished(published: Published, newKey: string): Made {
  const { message, subject, topic } = published;
  const body = bodyOf(message);
  if (body === null) return readPlain(published, textOf(message));
  if (["AlarmName", "AlarmArn", "NewStateValue"].some((member) => member in body)) return readCloudWatchAlarm(body, { subject, topic });
  const guessed = guessing({ payload: body, headers: {}, newKey });
  if ("errors" in guessed) return readPlain(published, textOf(message));
  return { signals: guessed.signals.map((signal) => ({ ...signal, title: headingOf(subject) ?? signal.title })), note: guessed.note };
}

/** An alarm's message is JSON in a text. */
function bodyOf(message: unknown): Members | null {
  if (isMembers(message)) return message;
  const parsed = typeof message === "string" ? parseJsonBody(Buffer.from(message)) : { value: null };
  return "value" in parsed && isMembers(parsed.value) ? membersOf(redact(parsed.value as Json, [])) : null;
}

/** The subject that SNS sets where the publisher did not. */
const emptySubject = "AWS Notification Message";

function headingOf(subject: string | null): string | null {
  return subject === null || subject === emptySubject ? null : cut(subject, 1_024);
}

/** A text is an alert, unless it says of itself that something ended: what nobody understands must be seen. */
function readPlain({ subject, topic, at }: Published, text: string | null): Made {
  const heading = headingOf(subject);
  if (text === null && heading === null) return nothing("The message is empty.");
  const title = heading ?? cut(text?.split("\n")[0] ?? "", 1_024);
  const condition = title.replace(/^(ALARM|OK|\[\w+\]):?\s+/, "");
  const toldAt = readTime(at);
  return {
    signals: [
      {
        key: textAmong(topic) === null ? condition : `${topic}/${condition}`,
        status: statusIn(title) ?? "firing",
        title,
        severity: severityOf(undefined),
        labels: topic === null ? {} : { topic },
        description: text === null || text === title ? null : cut(text, longestDescription),
        links: [],
        startedAt: toldAt,
        at: toldAt,
      },
    ],
    note: null,
  };
}
