/** What a part shows, before it is made by Vue or by the DOM itself. */
export type Tree = string | Branch;

export interface Branch {
  readonly tag: string;
  /** An attribute that is `undefined` is absent. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly Tree[];
}

export const branch = (tag: string, attributes: Branch['attributes'], ...children: readonly Tree[]): Branch => ({
  tag,
  attributes,
  children,
});
