import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readSection } from "../../platform/config-document/read-section.ts";
import { presetIds, readPreset, readPresetFolder, readPresets } from "./presets.document.ts";
import { sourcesSection } from "./sources.document.ts";

const good = {
  name: "Ovenwatch",
  where: ["Open it.", "Paste {{address}}.", "Save it."],
  mapping: { title: ["body.what", '"Oven " + string(body.oven)'] },
  samples: [{ body: { oven: 4 }, expect: { title: "Oven 4", status: "firing", severity: "warning", key: "Oven 4" } }],
};

const faultOf = (preset: object): string => {
  try {
    readPreset("ovenwatch.yaml", stringify(preset));
    return "none";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a preset's file", () => {
  it("is read as it stands", () => {
    expect(readPreset("ovenwatch.yaml", stringify(good))).toMatchObject({ name: "Ovenwatch", mapping: good.mapping, ignore: [], words: { state: {}, severity: {} } });
  });

  it("is named where an expression cannot be read, with the member", () => {
    expect(faultOf({ ...good, mapping: { title: ["body.what", "body.what ="] } })).toMatch(/^ovenwatch\.yaml: mapping\.title\[1\]: /);
    expect(faultOf({ ...good, mapping: { key: "bodi.id" } })).toBe("ovenwatch.yaml: mapping.key: `bodi` is not a name that this condition knows. Did you mean `body`?");
    expect(faultOf({ ...good, ignore: [{ when: '"yes"', note: "It is." }] })).toMatch(/^ovenwatch\.yaml: ignore\[0\]\.when: This does not answer yes or no\./);
  });

  it("is named where a word means nothing here, or the address is never pasted", () => {
    expect(faultOf({ ...good, words: { state: { hot: "burning" } } })).toContain("ovenwatch.yaml: words.state.hot: ");
    expect(faultOf({ ...good, words: { state: { Hot: "firing" } } })).toBe("ovenwatch.yaml: words.state.Hot: A tool's word is held against others in small letters. Write it in small letters.");
    expect(faultOf({ ...good, where: ["Open it.", "Paste it.", "Save it."] })).toBe("ovenwatch.yaml: where: No step says where the address is pasted. Write {{address}} into one of them.");
    expect(faultOf({ ...good, ignore: [{ when: "true", note: "It is.", surprise: 1 }] })).toBe("ovenwatch.yaml: ignore.0.surprise is not known here.");
  });
});

describe("a folder of presets", () => {
  it("is read whole, or every broken file of it is named with what is wrong", () => {
    const folder = mkdtempSync(join(tmpdir(), "presets-"));
    writeFileSync(join(folder, "ovenwatch.yaml"), stringify(good));
    expect([...readPresetFolder(folder).keys()]).toEqual(["ovenwatch"]);
    writeFileSync(join(folder, "torn.yaml"), "name: Torn\nwhere: [");
    writeFileSync(join(folder, "empty.yaml"), "");
    writeFileSync(join(folder, "odd.yaml"), stringify({ ...good, mapping: { key: "bodi.id" } }));
    const told = () => readPresetFolder(folder);
    expect(told).toThrow(/^Presets in .*presets-\w+ cannot be read\. Mend these files, or bring them back/);
    for (const line of [/^torn\.yaml: .*line 2/m, /^empty\.yaml: /m, /^odd\.yaml: mapping\.key: /m]) expect(told).toThrow(line);
    expect(told).not.toThrow(/ovenwatch\.yaml/);
    rmSync(folder, { recursive: true });
  });
});

describe("the presets that Muster brings", () => {
  it("are those beside the program, each with steps that a person can follow", () => {
    expect(presetIds).toEqual(expect.arrayContaining(["azure-monitor", "datadog", "nagios", "uptime-kuma", "zabbix"]));
    expect([...readPresets().keys()]).toEqual(presetIds);
    for (const { where } of readPresets().values()) expect(where.join(" ")).not.toMatch(/\{\{ ?(address\w|adress|url)/i);
  });
});

describe("a source of the kind mapped", () => {
  const findings = (members: object) => readSection(sourcesSection, { ovens: { kind: "mapped", key: "12345678-oven", ...members } }).findings;

  it("names a preset that is there, or learns which there are", () => {
    expect(findings({ preset: "datadog" })).toEqual([]);
    expect(findings({ preset: "datdog" })).toMatchObject([{ path: ["sources", "ovens", "preset"], message: "“datdog” is not one of the words known here.", mend: expect.stringMatching(/^Did you mean `datadog`\? It may be azure-monitor, .*zabbix\.$/) }]);
    expect(findings({ preset: "stackdriver" })).toMatchObject([{ mend: expect.stringContaining("Did you mean `google-cloud-monitoring`?") }]);
    expect(findings({ preset: "ovenwatch" })).toMatchObject([{ mend: expect.stringMatching(/^It may be azure-monitor, /) }]);
  });

  it("may have several expressions for a member, each of which is checked", () => {
    expect(findings({ mapping: { title: ["body.a", "body.b"], key: "body.c" } })).toEqual([]);
    expect(findings({ mapping: { title: ["body.a", "body."] } })).toMatchObject([{ path: ["sources", "ovens", "mapping", "title", 1], column: 6 }]);
    expect(findings({ mapping: { titel: "body.a" } })).toMatchObject([{ message: "`titel` is not known here.", mend: "Did you mean `title`?" }]);
    expect(findings({ mapping: { title: [] } })).toHaveLength(1);
  });
});
