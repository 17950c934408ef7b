import { z } from "zod";
import { line, text } from "../../platform/schemas/text.ts";
import { time, timeAnswered, timeInAddress } from "./time.contract.ts";
import { askStatuses, swapStatuses } from "./swap.rules.ts";

const personId = line(100);
const scheduleId = line(100);
const person = z.object({ personId: z.string(), name: z.string() });

const turnWish = z.strictObject({ scheduleId, from: time, to: time });

export const swapWishSchema = z
  .strictObject({
    scheduleId,
    from: time.meta({ description: "Within one of the giver's turns; cover may begin now, and is then taken over from the moment of the answer." }),
    to: time,
    giverId: personId.optional().meta({ description: "Whose turn; the caller's where absent. Managers may ask for others." }),
    ask: z.union([z.literal("everyone"), z.array(personId).min(1).max(50)]).meta({ description: "People in the order in which they are asked; everyone: whoever is in the rotation and can, least load first." }),
    back: turnWish.nullish().meta({ description: "What the giver would take for it; only where one person is asked, since it is that person's turn." }),
    minutesEach: z.number().int().min(5).max(2_880).nullish().meta({ description: "Ask one after another, each alone for so long; absent: all at once." }),
    note: text(500).nullish(),
  })
  .meta({ id: "SwapWish" });
export type SwapWish = z.output<typeof swapWishSchema>;

export const swapAnswerSchema = z
  .discriminatedUnion("answer", [
    z.strictObject({ answer: z.literal("accept") }),
    z.strictObject({ answer: z.literal("decline") }),
    z.strictObject({ answer: z.literal("propose"), back: turnWish }).meta({ description: "I take it if you take this one of mine." }),
    z.strictObject({ answer: z.literal("accept-proposal"), personId }).meta({ description: "The giver says yes to what somebody proposed." }),
    z.strictObject({ answer: z.literal("withdraw") }).meta({ description: "The giver takes the whole back; somebody who was asked takes back what they answered." }),
  ])
  .meta({ id: "SwapAnswer" });
export type SwapAnswer = z.output<typeof swapAnswerSchema>;

const turnSchema = z
  .object({ scheduleId: z.string(), scheduleName: z.string(), timezone: z.string(), from: timeAnswered, to: timeAnswered })
  .meta({ id: "SwapTurn" });
export type SwapTurnView = z.infer<typeof turnSchema>;

export const swapSchema = z
  .object({
    id: z.uuid(),
    status: z.enum(swapStatuses),
    giver: person,
    turn: turnSchema,
    back: turnSchema.nullable().meta({ description: "What the giver takes for it." }),
    note: z.string().nullable(),
    minutesEach: z.number().int().nullable(),
    madeAt: timeAnswered,
    expiresAt: timeAnswered,
    taker: person.nullable(),
    settledAt: timeAnswered.nullable(),
    overrideIds: z.array(z.uuid()).meta({ description: "What it changed in the schedules; removing them undoes it." }),
    asks: z.array(person.extend({ status: z.enum(askStatuses), askedAt: timeAnswered.nullable(), back: turnSchema.nullable() })),
    mayAnswer: z.boolean().meta({ description: "The caller was asked and may still answer." }),
    isMine: z.boolean().meta({ description: "It is the caller's own turn." }),
  })
  .meta({ id: "Swap" });
export type SwapView = z.infer<typeof swapSchema>;

export const askedSwapSchema = z
  .object({
    swap: swapSchema,
    notAsked: z.array(person.extend({ reason: z.string() })).meta({ description: "Who was not asked, since they cannot take it." }),
  })
  .meta({ id: "AskedSwap" });
export type AskedSwapView = z.infer<typeof askedSwapSchema>;

export const swapsQuery = z.object({
  state: z.enum(["open", "over"]).default("open"),
  of: z.enum(["me", "everyone"]).default("me").meta({ description: "everyone: for managers." }),
});
export const swapParameters = z.object({ id: z.uuid() });

export const candidateSchema = z
  .object({
    ...person.shape,
    isInRotation: z.boolean(),
    whyNot: z.string().nullable().meta({ description: "Why this person cannot take it; null: they can." }),
    onlyFor: turnSchema.nullable().meta({ description: "They can where the giver takes this of theirs in return: both change places in the escalation." }),
    load: z.number().nullable().meta({ description: "Weighted hours on call of the 90 days before and after now; for managers and about oneself only." }),
  })
  .meta({ id: "CoverCandidate" });
export type CandidateView = z.infer<typeof candidateSchema>;

export const coverQuery = z.object({ from: timeInAddress, to: timeInAddress, giverId: line(100).optional() });
