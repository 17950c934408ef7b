import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";

const named = z.object({ id: z.string(), name: z.string() });
const words = text(2_000);

const provider = named.extend({ from: z.enum(["slo", "routes"]).meta({ description: "Where it comes from: an SLO, or what the routes give a critical alert." }) });

export const rankingStandings = ["agreed", "open", "kept", "changed"] as const;

/** How a team that uses a service would rank its outage. */
export const rankingSchema = z
  .object({
    id: z.uuid(),
    service: named,
    useCase: named.nullable().meta({ description: "The SLO it is about; null: the service as a whole." }),
    team: named,
    priority: named,
    providerPriority: provider.nullable(),
    standing: z.enum(rankingStandings),
    isMoreUrgent: z.boolean().meta({ description: "The consumer finds it more urgent than the provider does." }),
    fallback: z.string().nullable(),
    mitigation: z.string().nullable(),
    remarks: z.string().nullable(),
    rankedBy: named,
    rankedAt: z.iso.datetime(),
    answer: z.object({ verdict: z.enum(["kept", "changed"]), reason: z.string(), by: named, at: z.iso.datetime() }).nullable(),
    mayAnswer: z.boolean(),
    mayChange: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: "Ranking" });
export type RankingView = z.infer<typeof rankingSchema>;

export const serviceRankingsSchema = z
  .object({
    provider: named.nullable().meta({ description: "The team whose service it is." }),
    useCases: z.array(z.object({ sloId: z.string().nullable(), name: z.string(), priority: provider.nullable() })),
    consumers: z.array(named.extend({ through: z.array(named), hasRanked: z.boolean(), maySpeak: z.boolean() })).meta({ description: "Teams whose services depend on it." }),
    mySpeaking: z.array(named).meta({ description: "Teams for which you may speak." }),
    rankings: z.array(rankingSchema),
  })
  .meta({ id: "ServiceRankings" });
export type ServiceRankings = z.infer<typeof serviceRankingsSchema>;

export const rankingWishSchema = z
  .object({
    sloId: line(100).nullable().default(null),
    priority: line(100),
    fallback: words.nullable().default(null),
    mitigation: words.nullable().default(null),
    remarks: words.nullable().default(null),
    baseVersion: z.number().int().nullable().default(null).meta({ description: "The version that was seen; null where there was none." }),
  })
  .meta({ id: "RankingWish" });
export type RankingWish = z.output<typeof rankingWishSchema>;

export const rankingAnswerSchema = z.object({ verdict: z.enum(["kept", "changed"]), reason: words, baseVersion: z.number().int() }).meta({ id: "RankingAnswer" });
export type RankingAnswer = z.output<typeof rankingAnswerSchema>;
