import type { ProcessForm } from "../process-form.ts";

/** What every set of fields gets: the process as it is being changed. */
export interface FieldsProps {
  form: ProcessForm;
  onChange: (form: ProcessForm) => void;
}
