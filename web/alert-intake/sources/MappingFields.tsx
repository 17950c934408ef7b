import { Textarea } from "@mantine/core";
import "../../design/mantine-form-styles.ts";
import type { MappingPreview } from "../../../server/features/alert-intake/mapping.contract.ts";
import type { MappingMember } from "../../../server/features/alert-intake/mapping.rules.ts";
import { fullMomentWords } from "../../design/wording.ts";
import { faultWords, givenWords, type MappingDraft, memberFields, missingWords } from "./mapping-draft.ts";
import classes from "./MappingEditor.module.css";

export interface MappingFieldsProps {
  draft: MappingDraft;
  preview: MappingPreview;
  onChange: (member: MappingMember, text: string) => void;
}

/** A field for each member, and beneath it what it gives on this body or what is wrong with it. */
export function MappingFields({ draft, preview, onChange }: MappingFieldsProps) {
  return (
    <div className={classes["fields"]}>
      {memberFields.map(({ member, words, means }) => (
        <Textarea
          key={member}
          label={words}
          placeholder={means}
          autosize
          minRows={1}
          maxRows={6}
          spellCheck={false}
          autoComplete="off"
          value={draft[member]}
          error={faultWords(member, draft, preview)}
          description={<Given member={member} isEmpty={draft[member].trim() === ""} preview={preview} />}
          inputWrapperOrder={["label", "input", "error", "description"]}
          classNames={{ root: classes["field"] ?? "", input: classes["expression"] ?? "", label: classes["label"] ?? "" }}
          onChange={(event) => onChange(member, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

interface GivenProps {
  member: MappingMember;
  isEmpty: boolean;
  preview: MappingPreview;
}

function Given({ member, isEmpty, preview }: GivenProps) {
  const given = givenWords(member, preview, fullMomentWords);
  const missing = missingWords(member, preview);
  const isGuessed = isEmpty || missing !== null;
  if (preview.count === 0 && isEmpty) return null;
  return (
    <>
      {missing === null ? null : <span className={classes["missing"]}>{missing} </span>}
      {given === null ? <span>gives nothing</span> : <span>{isGuessed ? "Muster reads " : "gives "}<b>{given}</b></span>}
    </>
  );
}
