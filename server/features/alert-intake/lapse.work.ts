import type { SetHandler } from "../../platform/due-work/due-work.ts";
import { lockCurrentAlerts } from "./alert.queries.ts";
import { readIntakeConfiguration } from "./configuration.intake.ts";
import { groupKeysOf, lockFold, readGround, settle } from "./flush.intake.ts";
import { foldLapsed } from "./fold.rules.ts";
import { lapseKind, type LapsePayload } from "./lapse.intake.ts";

/** Ends what its source has not spoken of until the time that it gave. */
export const lapseHandler: SetHandler = {
  kind: lapseKind,
  mode: "set",
  async handle(tx, work) {
    const spokenAt = new Map(work.map(({ payload }) => [(payload as LapsePayload).fingerprint, (payload as LapsePayload).spokenAt]));
    await lockFold(tx);
    const alerts = await lockCurrentAlerts(tx, [...spokenAt.keys()]);
    const lapsed = [...alerts.values()].filter(({ fingerprint, status, lastAt }) => status !== "resolved" && lastAt <= (spokenAt.get(fingerprint) ?? 0));
    if (lapsed.length === 0) return;
    const folded = lapsed.map((alert) => foldLapsed(alert, tx.now));
    for (const { fingerprint, alert } of folded) if (alert) alerts.set(fingerprint, alert);
    const configuration = await readIntakeConfiguration(tx);
    await settle(tx, configuration, await readGround(tx, groupKeysOf(configuration, lapsed)), alerts, folded);
  },
};
