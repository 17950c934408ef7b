/** Why a text is no condition: `column` counts its characters from 1. */
export interface ConditionFault {
  readonly message: string;
  readonly mend: string;
  readonly column: number;
}
