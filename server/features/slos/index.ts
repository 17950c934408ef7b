export { storedSlos } from "./slos.section.ts";
