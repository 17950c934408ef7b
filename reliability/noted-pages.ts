/** The pages of which a row says that a provider took them, and that nobody finished. */
export const notedPages = `select page_id from due_work, jsonb_array_elements_text(answer->'kept'->'carriedIds' || jsonb_build_array(answer->'kept'->'page'->>'id')) as page_id
  where (answer->'sent'->>'isAccepted')::boolean`;
