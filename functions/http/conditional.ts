import { ProblemError } from '../../shared/contract/problem.ts';

type Headers = Readonly<Record<string, string | undefined>>;

const tagsOf = (header: string): readonly string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

/** Whether the caller's copy (`If-None-Match`) is the thing as it is. */
export const isUnchanged = (headers: Headers, etag: string): boolean => {
  const header = headers['if-none-match'];
  if (header === undefined) return false;
  const tags = tagsOf(header);
  return tags.includes('*') || tags.includes(etag);
};

/** The version that a write insists on (`If-Match`); `*` and no header insist on none. */
export const expectedVersion = (headers: Headers): number | undefined => {
  const header = headers['if-match']?.trim();
  if (header === undefined || header === '*') return undefined;
  const version = /^(?:W\/)?"?(\d{1,10})"?$/.exec(header)?.[1];
  if (version === undefined) throw new ProblemError('PRECONDITION_FAILED', 'If-Match does not name a version');
  return Number(version);
};
