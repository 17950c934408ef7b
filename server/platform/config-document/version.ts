/** The version of the document's form that this program reads and writes, as `muster: 1`. */
export const documentVersion = 1;
export const versionName = "muster";
