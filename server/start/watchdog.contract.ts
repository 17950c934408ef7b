import { z } from "zod";
import { form } from "../platform/schemas/text.ts";

const callback = form("an http address", "Write the watchdog's own address, e.g. http://10.0.0.7:4680.", (text) => text.length <= 500 && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));

/** A watchdog asks for a page that is for nobody. */
export const syntheticPageWish = z.object({
  id: z.uuid().meta({ description: "The page's id, made by the watchdog; the same again is the same page." }),
  callback: callback.meta({ description: "Where the page is to come out: Muster calls it back there." }),
  everyMilliseconds: z.number().int().min(100).max(3_600_000).meta({ description: "How often the watchdog asks. Muster tells the administrators when it stops asking." }),
});

export const askedPage = z.object({
  remark: z.string().nullable().meta({ description: "Why a page before this one did not come out, where Muster knows." }),
});
export type SyntheticPageWish = z.infer<typeof syntheticPageWish>;
export type AskedPage = z.infer<typeof askedPage>;
