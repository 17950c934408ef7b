import { z } from "zod";

const time = z.iso.datetime({ offset: true });
const flag = z.enum(["true", "false"]).default("true");
const filter = z
  .union([z.string().max(2_000), z.array(z.string().max(2_000)).max(50)])
  .optional()
  .meta({ description: 'A matcher such as `alertname="DiskFull"`; said several times, all must hold.' });

export const alertmanagerKeySchema = z.object({ key: z.string() });

export const alertmanagerSilenceIdSchema = alertmanagerKeySchema.extend({ id: z.string().max(100) });

/** Which alerts are asked for. None is ever inhibited or unprocessed, so that `inhibited` and `unprocessed` change nothing. */
export const alertmanagerAlertsQuerySchema = z.object({
  filter,
  active: flag,
  silenced: flag,
  inhibited: flag,
  unprocessed: flag,
  receiver: z.string().max(1_000).optional().meta({ description: "A pattern of names of receivers." }),
});
export type AlertmanagerAlertsQuery = z.infer<typeof alertmanagerAlertsQuerySchema>;

export const alertmanagerGroupsQuerySchema = alertmanagerAlertsQuerySchema.extend({ muted: flag });

export const alertmanagerSilencesQuerySchema = z.object({ filter, active: flag, expired: flag, pending: flag });

/** A silence as Alertmanager's clients post it; one with an id is to take the place of that one. */
export const postableSilenceSchema = z.object({
  id: z.string().max(100).optional(),
  matchers: z
    .array(z.object({ name: z.string().min(1).max(200), value: z.string().max(1_000), isRegex: z.boolean(), isEqual: z.boolean().default(true) }))
    .min(1, "needs at least one matcher")
    .max(20),
  startsAt: time,
  endsAt: time,
  createdBy: z.string().max(200),
  comment: z.string().max(700),
});
export type PostableSilence = z.infer<typeof postableSilenceSchema>;

/** An alert as Alertmanager's API shows it. */
export interface GettableAlert {
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  generatorURL?: string;
  receivers: { name: string }[];
  fingerprint: string;
  startsAt: string;
  updatedAt: string;
  endsAt: string;
  status: { state: "active" | "suppressed"; silencedBy: string[]; inhibitedBy: string[]; mutedBy: string[] };
}

export interface GettableGroup {
  labels: Readonly<Record<string, string>>;
  routeLabels: Readonly<Record<string, string>>;
  receiver: { name: string };
  alerts: GettableAlert[];
}

/** A silence as Alertmanager's API shows it. */
export interface GettableSilence {
  id: string;
  status: { state: "active" | "pending" | "expired" };
  updatedAt: string;
  matchers: { name: string; value: string; isRegex: boolean; isEqual: boolean }[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
  annotations: Readonly<Record<string, string>>;
}
