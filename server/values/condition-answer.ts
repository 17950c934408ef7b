/** What conditions are held against, by name; what nobody stated or measured is absent. */
export type ConditionValues = Readonly<Record<string, unknown>>;

/** Whether a condition holds; where it names a thing that is absent it does not, and says which. */
export type ConditionAnswer = { holds: boolean } | { missing: string };

/** Asks a condition by its text. Rules get it as a value, so that they need no language of conditions. */
export type AskCondition = (condition: string, values: ConditionValues) => ConditionAnswer;
