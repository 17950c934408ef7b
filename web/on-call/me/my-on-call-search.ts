/** What the address says: a schedule, and the beginning of the shift one gets ready for. */
export interface MyOnCallSearch {
  schedule?: string;
  ready?: string;
}

/** Reads the address; what makes no sense in it is left out. */
export function readMyOnCallSearch({ schedule, ready }: Record<string, unknown>): MyOnCallSearch {
  return {
    ...(typeof schedule === "string" && schedule !== "" ? { schedule } : {}),
    ...(typeof ready === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(ready) && !Number.isNaN(Date.parse(ready)) ? { ready } : {}),
  };
}
