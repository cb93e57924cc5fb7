/** One file of a bundle, whole; see sentFiles.ts for how it travels. */
export interface BundleFile {
  readonly owner: string;
  readonly group: string;
  readonly mode: string;
  readonly reload?: readonly string[];
  readonly unload?: readonly string[];
  readonly onlyWith?: string;
  readonly otherwise?: string;
  readonly content: string;
  /** How `content` stands for bytes that are no text. @default it is the text itself */
  readonly encoding?: "base64";
}

/** The bytes that a file has on a host. */
export function bytesOf({ content, encoding }: Pick<BundleFile, "content" | "encoding">): Buffer {
  return Buffer.from(content, encoding ?? "utf8");
}
