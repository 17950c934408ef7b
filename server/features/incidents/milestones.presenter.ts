import type { z } from "zod";
import { toIso } from "../../values/instant.ts";
import type { intervalSchema, milestoneSchema, milestonesSchema } from "./contract.ts";
import type { IncidentState } from "./incident.state.rules.ts";
import { milestones } from "./incident-words.rules.ts";
import { measuresOf, viewMilestone, type Interval, type MilestoneView } from "./milestones.rules.ts";

type Presented = z.infer<typeof milestonesSchema>;

export function presentMilestones(state: IncidentState, mtbf: Interval): Presented {
  const { mttd, mtta, mttr, timeToRestore } = measuresOf(state);
  return {
    milestones: Object.fromEntries(milestones.map((name) => [name, presentMilestone(viewMilestone(state, name))])) as Presented["milestones"],
    measures: {
      mttd: presentInterval(mttd),
      mtta: presentInterval(mtta),
      mttr: presentInterval(mttr),
      timeToRestore: presentInterval(timeToRestore),
      mtbf: presentInterval(mtbf),
    },
  };
}

function presentMilestone(view: MilestoneView): z.infer<typeof milestoneSchema> {
  switch (view.status) {
    case "recorded":
      return { status: "recorded", at: toIso(view.at), isByPerson: view.isByPerson };
    case "invalid":
      return { status: "invalid", at: toIso(view.at), isByPerson: view.isByPerson, because: view.because };
    case "pending":
      return { status: "pending" };
    case "not-applicable":
      return { status: "notApplicable" };
  }
}

export function presentInterval(interval: Interval): z.infer<typeof intervalSchema> {
  if (interval.status === "recorded") return { status: "recorded", minutes: interval.milliseconds / 60_000, seconds: interval.milliseconds / 1_000 };
  return { status: interval.status === "not-applicable" ? "notApplicable" : interval.status };
}
