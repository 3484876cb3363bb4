import { isProblem, WismoUnreachable } from '../../../client/src/index.ts';
import type { CoreKey } from '../texts/core.ts';

/** What went wrong, as a page says it: the key of a text, and the number by which it is found in the logs. */
export interface Trouble {
  readonly kind:
    | 'offline'
    | 'expired'
    | 'missing'
    | 'forbidden'
    | 'conflict'
    | 'many'
    | 'refused'
    | 'broken'
    | 'unloaded';
  readonly title: CoreKey;
  readonly hint: CoreKey;
  /** What the API itself says, where that helps the person. */
  readonly detail?: string;
  /** Which fields were refused, and why: `email: Must be an e-mail address`. */
  readonly reasons?: readonly string[];
  readonly requestId?: string;
}

const KINDS: Readonly<Record<number, Trouble['kind']>> = {
  401: 'expired',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
  412: 'conflict',
  422: 'refused',
  400: 'refused',
  429: 'many',
};

const of = (kind: Trouble['kind']): Pick<Trouble, 'kind' | 'title' | 'hint'> => ({
  kind,
  title: `trouble.${kind}`,
  hint: `trouble.${kind}.hint`,
});

/** A page that could not be loaded: without a network, or because another version is there by now. */
export const troubleOfPage = (): Trouble => of(navigator.onLine ? 'unloaded' : 'offline');

/** The browser says that there is a network: it is no help to look for it there. */
const whereNothingCame = (): Partial<Trouble> =>
  navigator.onLine ? { title: 'trouble.unreachable', hint: 'trouble.unreachable.hint' } : {};

/** What `fetch` rejects with where there is no network; elsewhere it is a mistake of ours. */
const isFetchOffline = (error: unknown): boolean => error instanceof TypeError && !navigator.onLine;

/** What to enter, of fields about which the API's own words would be of no help to people. */
const FIELD_HINTS: Readonly<Record<string, CoreKey>> = {
  phoneNumber: 'trouble.field.phoneNumber',
  code: 'trouble.field.code',
};

/** Of an order that has moved on the hint says all; of a refused request its fields say what is wrong. */
const SAYS_NO_MORE: readonly string[] = ['INVALID_TRANSITION', 'VALIDATION_FAILED'];

const reasonOf = ({ path, message }: { readonly path: string; readonly message: string }): string =>
  path === '' ? message : `${path}: ${message}`;

export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof WismoUnreachable || isFetchOffline(error)) return { ...of('offline'), ...whereNothingCame() };
  if (!isProblem(error)) return of('broken');
  const trouble = of(KINDS[error.status] ?? 'broken');
  const { requestId } = error.problem;
  const hint = FIELD_HINTS[error.problem.errors?.[0]?.path ?? ''];
  if (trouble.kind === 'refused' && hint !== undefined) return { ...trouble, requestId, hint };
  const saysWhy = trouble.kind === 'refused' || trouble.kind === 'conflict';
  if (!saysWhy) return { ...trouble, requestId };
  const { code, detail, errors } = error.problem;
  return {
    ...trouble,
    requestId,
    ...(!SAYS_NO_MORE.includes(code) && { detail }),
    ...(errors && { reasons: errors.map(reasonOf) }),
  };
};
