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
}
