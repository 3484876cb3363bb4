/** What a call must be allowed to do: one need per action and resource, each of which some statement must grant. */
export interface Need {
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** The call is allowed when any of these ARNs is; nearly always there is one. */
  readonly resources: readonly string[];
  /** Values of condition keys, by lower-case name. A key that the call does not carry is absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** The call cannot be checked: the operation is not known here. Refused, never guessed. */
export class UnknownNeedError extends Error {
  override readonly name = 'UnknownNeedError';
}
