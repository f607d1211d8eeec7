/** The database cannot be reached or started. The message is one sentence for a person: what is wrong, what to do. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}
