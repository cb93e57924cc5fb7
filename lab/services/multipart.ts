/** The one file of an upload. */
export interface Upload {
  readonly filename: string;
  readonly content: string;
}

/** Reads the field `file` of a multipart/form-data body; undefined where there is none. */
export function uploadOf(contentType: string, body: Buffer): Upload | undefined {
  const boundary = /^multipart\/form-data; ?boundary="?([^";]+)"?$/.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const parts = body.toString().split(`--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const end = part.indexOf("\r\n\r\n");
    const head = part.slice(0, end);
    if (!/name="file"/.test(head)) continue;
    const filename = /filename="([^"]*)"/.exec(head)?.[1] ?? "";
    return { filename, content: part.slice(end + 4).replace(/\r\n$/, "") };
  }
  return undefined;
}
