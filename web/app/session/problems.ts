import { isProblem, type Problem, WismoUnreachable } from '../../../client/src/index.ts';
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

/** What `fetch` rejects with where there is no network; elsewhere it is a mistake of ours. */
const isFetchOffline = (error: unknown): boolean => error instanceof TypeError && !navigator.onLine;

/** What to enter, of fields about which the API's own words would be of no help to people. */
const FIELD_HINTS: Readonly<Record<string, CoreKey>> = {
  phoneNumber: 'trouble.field.phoneNumber',
  code: 'trouble.field.code',
};

/** Of an order that has moved on, the hint says all; of a refused request, its fields say what is wrong. */
const detailOf = ({ code, detail, errors = [] }: Problem): string | undefined => {
  if (code === 'INVALID_TRANSITION') return undefined;
  if (code !== 'VALIDATION_FAILED') return detail;
  return errors.map(({ path, message }) => `${path}: ${message}`).join('. ') || undefined;
};

export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof WismoUnreachable || isFetchOffline(error)) return of('offline');
  if (!isProblem(error)) return of('broken');
  const trouble = of(KINDS[error.status] ?? 'broken');
  const { requestId } = error.problem;
  const hint = FIELD_HINTS[error.problem.errors?.[0]?.path ?? ''];
  if (trouble.kind === 'refused' && hint !== undefined) return { ...trouble, requestId, hint };
  const saysWhy = trouble.kind === 'refused' || trouble.kind === 'conflict';
  const detail = saysWhy ? detailOf(error.problem) : undefined;
  return { ...trouble, requestId, ...(detail !== undefined && { detail }) };
};
