import { z } from "zod";
import { named, personRef, time } from "./basics.contract.ts";

export const holdingSchema = z
  .object({ person: personRef, incident: z.object({ id: z.uuid(), ref: z.string() }), role: named, isCommand: z.boolean(), since: time })
  .meta({ id: "HeldRole" });
export type HoldingView = z.infer<typeof holdingSchema>;
