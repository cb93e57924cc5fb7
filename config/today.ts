/** The day by UTC, `YYYY-MM-DD`: that by which entries expire. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
