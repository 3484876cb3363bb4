import type * as z from 'zod';

type Issue = z.core.$ZodRawIssue;

const COUNTED: Readonly<Record<string, readonly [one: string, other: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  map: ['entry', 'entries'],
  object: ['member', 'members'],
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'a web address',
  datetime: 'an instant such as 2026-11-27T09:30:00Z',
  date: 'a day such as 2026-11-27',
  time: 'a time such as 09:30',
  duration: 'a duration such as PT2H',
};

const counted = (count: number | bigint, [one, other]: readonly [string, string]): string =>
  `${count} ${count === 1 ? one : other}`;

/** `at least 2 characters long`, `at most 10`. */
const bound = (
  origin: string,
  limit: number | bigint,
  [inclusive, exclusive]: readonly [string, string],
  isInclusive = true,
) => {
  const words = COUNTED[origin];
  if (words === undefined) return `Must be ${isInclusive ? inclusive : exclusive} ${limit}`;
  const amount = counted(limit, words);
  return origin === 'string' ? `Must be ${inclusive} ${amount} long` : `Must have ${inclusive} ${amount}`;
};

const choice = (values: readonly unknown[]): string =>
  values.length === 1 ? `Must be ${String(values[0])}` : `Must be one of ${values.map(String).join(', ')}`;

/**
 * The fault of a field as a sentence for the person who wrote the request, where the schema has none of its own; zod's
 * own sentences speak of its types.
 */
export const fieldMessage = (issue: Issue): string => {
  if (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value') {
    if (issue.input === undefined) return 'Is required';
  }
  switch (issue.code) {
    case 'invalid_type':
      return `Must be ${TYPES[issue.expected] ?? `a ${issue.expected}`}`;
    case 'invalid_value':
      return choice(issue.values);
    case 'too_small':
      return bound(issue.origin, issue.minimum, ['at least', 'more than'], issue.inclusive);
    case 'too_big':
      return bound(issue.origin, issue.maximum, ['at most', 'less than'], issue.inclusive);
    case 'invalid_format':
      return FORMATS[issue.format] === undefined ? 'Has a form that is not known' : `Must be ${FORMATS[issue.format]}`;
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `Unknown field: ${issue.keys.join(', ')}`;
    case 'invalid_key':
      return 'Has a name that is not allowed';
    default:
      return 'Has a form that is not known';
  }
};
