import type { Database } from "../../platform/database/database.ts";
import { isDatabaseAway } from "../../platform/database/pool.ts";
import { createOutgoing } from "../../platform/outgoing/outgoing.ts";
import { isRefusal } from "../../values/refusal.ts";
import type { Acceptance, Delivery } from "./adapt.intake.ts";
import { flushDeliveries } from "./flush.intake.ts";
import { createConfigurationKeeper } from "./configuration.intake.ts";
import { Lanes, type LaneLimits, type Sized } from "./lanes.intake.ts";
import { OpenAlerts } from "./repeat.intake.ts";
import { createCertificates } from "./certificates.intake.ts";
import { createFetchText, type FetchText } from "./fetch-text.intake.ts";
import { certificateAddressOf } from "./proof.intake.ts";

interface Waiting extends Sized {
  delivery: Delivery;
  resolve: (acceptance: Acceptance) => void;
  reject: (error: unknown) => void;
}

export interface Intake {
  /** Answers after COMMIT: what was accepted here is stored, and who is to be woken about it is due. */
  accept(delivery: Delivery): Promise<Acceptance>;
}

const megabyte = 1_048_576;
/** What a flush takes, and what of one source may wait for the next; more than that is refused, and its sender brings it again. */
const limits: LaneLimits = { atOnce: { members: 200, bytes: megabyte / 2 }, waiting: { members: 2_000, bytes: 32 * megabyte } };
/** A flush tells of about so many groups, since each costs as much as dozens of alerts: whoever sends little waits for that, and not for what a flood brings. */
const mostTold = 40;
/** While one waits for the disk, the next is read and adapted, if it is worth the COMMIT. */
const mostFlushes = 2;

/** An intake that takes what is signed with a certificate once that was fetched, which happens before anything is stored and outside of every transaction. */
export function createIntake(database: () => Database, fetchText: FetchText = createFetchText(createOutgoing({ allowNetworks: [] }))): Intake {
  const queue = createQueue(database);
  const certificates = createCertificates(fetchText);
  return {
    async accept(delivery) {
      const address = certificateAddressOf(delivery.payload);
      const acceptance = await queue.accept({ ...delivery, certificate: address === null ? null : certificates.kept(address) });
      if (acceptance.outcome !== "certificate-away") return acceptance;
      const fetched = await certificates.fetch(acceptance.url);
      return isRefusal(fetched) ? { ...acceptance, reason: fetched.reason } : queue.accept({ ...delivery, certificate: fetched });
    },
  };
}

/**
 * Requests that come while a flush runs share the next one and its COMMIT. Where a flush faults it is split in halves,
 * so that one delivery PostgreSQL refuses hurts no other.
 */
function createQueue(database: () => Database): Intake {
  const underConfiguration = createConfigurationKeeper();
  const open = new OpenAlerts();
  const waiting = new Lanes<Waiting>(limits);
  let flushes = 0;
  let most = Infinity;

  async function flushAll(): Promise<void> {
    if (flushes === mostFlushes || (flushes > 0 && !waiting.isHalfFull)) return;
    flushes += 1;
    while (!waiting.isEmpty) await flush(waiting.take(most));
    flushes -= 1;
  }

  async function flush(batch: Waiting[]): Promise<void> {
    try {
      const { acceptances, told } = await underConfiguration(database(), (tx, configuration) => flushDeliveries(tx, configuration, open, batch.map((one) => one.delivery)));
      most = Math.max(1, Math.floor((batch.length * mostTold) / told));
      for (const [index, one] of batch.entries()) {
        const acceptance = acceptances[index];
        if (acceptance) one.resolve(acceptance);
        else one.reject(new Error("A delivery got no answer."));
      }
    } catch (error) {
      if (batch.length === 1 || isDatabaseAway(error)) return batch.forEach((one) => one.reject(error));
      const half = Math.ceil(batch.length / 2);
      await flush(batch.slice(0, half));
      await flush(batch.slice(half));
    }
  }

  return {
    accept: (delivery) =>
      new Promise((resolve, reject) => {
        const isTaken = waiting.add(laneOf(delivery), { delivery, bytes: delivery.size, resolve, reject });
        if (!isTaken) return resolve({ outcome: "too-many" });
        void flushAll();
      }),
  };
}

/** Who they say they are: whether it is so is asked in the flush. */
function laneOf({ sourceId, kind, key }: Delivery): string {
  return JSON.stringify([sourceId ?? kind, key]);
}
