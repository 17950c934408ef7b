import { settings } from "../../server/platform/config/settings.ts";
import { generatedFrom, markdownTable, type GeneratedMap } from "../part.ts";

/** Every setting with its default and its meaning. */
export const settingsMap: GeneratedMap = {
  file: "docs/generated/settings.md",
  source: "server/platform/config/settings.ts",
  text() {
    const rows = settings.map((setting) => [`\`${setting.name}\``, asDefault(setting.default), setting.meaning]);
    const table = markdownTable(["setting", "default", "meaning"], rows);
    return Promise.resolve(`# Settings\n\n${generatedFrom(`\`${settingsMap.source}\``)}\n\n${table}\n`);
  },
};

/** A value as code; words that describe a default, in brackets, as words. */
function asDefault(text: string): string {
  return text.startsWith("(") ? text.slice(1, -1) : `\`${text}\``;
}
