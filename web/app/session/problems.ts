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

const reasonOf = ({ path, message }: { readonly path: string; readonly message: string }): string =>
  path === '' ? message : `${path}: ${message}`;

export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof WismoUnreachable || isFetchOffline(error)) return { ...of('offline'), ...whereNothingCame() };
  if (!isProblem(error)) return of('broken');
  const trouble = of(KINDS[error.status] ?? 'broken');
  const saysWhy = trouble.kind === 'refused' || trouble.kind === 'conflict';
  return {
    ...trouble,
    requestId: error.problem.requestId,
    ...(saysWhy && { detail: error.problem.detail }),
    ...(saysWhy && error.problem.errors && { reasons: error.problem.errors.map(reasonOf) }),
  };
};
