/** What an event holds of a text: where it lies, and the salted SHA-256 (hex) that shows it is still the one that was typed. */
export interface ContentReference {
  contentId: string;
  hash: string;
}
