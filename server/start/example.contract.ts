import { z } from "zod";

export const exampleSchema = z
  .object({
    document: z.string(),
    removal: z.string().meta({ description: "Applied after it, takes away all that it brought." }),
  })
  .meta({ id: "Example" });
export type Example = z.infer<typeof exampleSchema>;
