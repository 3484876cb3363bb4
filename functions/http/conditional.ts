import { ProblemError } from '../../shared/contract/problem.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** An entity tag of RFC 9110, 8.8.3, or a bare word, as some clients send their version. */
interface EntityTag {
  readonly isWeak: boolean;
  /** Without its quotes. */
  readonly tag: string;
}

const TAG = /(W\/)?"([^"]*)"|([^\s,"]+)/g;

const tagsOf = (header: string): readonly EntityTag[] =>
  [...header.matchAll(TAG)].map(([, weak, quoted, bare]) => ({
    isWeak: weak !== undefined,
    tag: quoted ?? bare ?? '',
  }));

const isAny = (header: string): boolean => header.trim() === '*';

/** Whether one of the caller's copies (`If-None-Match`) is the thing as it is: compared weakly (RFC 9110, 13.1.2). */
export const isUnchanged = (headers: Headers, etag: string): boolean => {
  const header = headers['if-none-match'];
  if (header === undefined) return false;
  const [current] = tagsOf(etag);
  return isAny(header) || tagsOf(header).some(({ tag }) => tag === current?.tag);
};

/** @throws 412 where a write insists on other versions than the thing has. */
export const requireVersion = (headers: Headers, version: number): void => {
  if (expectedVersions(headers)?.includes(version) === false) throw new ProblemError('PRECONDITION_FAILED');
};

/** Whether a write wants the thing not to be there yet: `If-None-Match: *`. */
export const mustBeNew = (headers: Headers): boolean => isAny(headers['if-none-match'] ?? '');

const VERSION = /^\d{1,10}$/;

/**
 * The versions of which a write insists on one (`If-Match`), compared strongly (RFC 9110, 13.1.1): a weak tag names
 * none. `undefined` where it insists on nothing: no header, or `*`.
 * @throws 412 where no version is named.
 */
export const expectedVersions = (headers: Headers): readonly number[] | undefined => {
  const header = headers['if-match'];
  if (header === undefined || isAny(header)) return undefined;
  const versions = tagsOf(header).flatMap(({ isWeak, tag }) => (!isWeak && VERSION.test(tag) ? [Number(tag)] : []));
  if (versions.length === 0) throw new ProblemError('PRECONDITION_FAILED', 'If-Match does not contain a version');
  return versions;
};
