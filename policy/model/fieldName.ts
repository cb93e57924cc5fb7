/** True for the path of a field of an alert, its steps between dots: what a host's scripts find. */
export function isFieldName(text: string): boolean {
  return /^[\w@-]+(?:\.[\w@-]+)*$/.test(text);
}
