import type { PolicyStatement } from '../../ports.ts';
import type { Need } from './need.ts';
import { wildcard } from './wildcard.ts';

/** A policy uses a condition that this evaluator does not know: the call is refused rather than the condition ignored. */
export class UnknownConditionError extends Error {
  override readonly name = 'UnknownConditionError';
}

/** Keys whose values the edge can determine. Others would be compared with nothing, which is a guess. */
const KNOWN_KEYS = new Set([
  'dynamodb:leadingkeys',
  'iam:passedtoservice',
  'ses:fromaddress',
  'aws:securetransport',
  'aws:sourceaccount',
]);

type Compare = (actual: string, wanted: readonly string[]) => boolean;

const equals: Compare = (actual, wanted) => wanted.includes(actual);
const equalsIgnoringCase: Compare = (actual, wanted) =>
  wanted.some((value) => value.toLowerCase() === actual.toLowerCase());
const like: Compare = (actual, wanted) => wanted.some((pattern) => wildcard(pattern).test(actual));
const not =
  (compare: Compare): Compare =>
  (actual, wanted) =>
    !compare(actual, wanted);

const OPERATORS: Readonly<Record<string, { readonly compare: Compare; readonly negated: boolean }>> = {
  StringEquals: { compare: equals, negated: false },
  StringNotEquals: { compare: not(equals), negated: true },
  StringEqualsIgnoreCase: { compare: equalsIgnoringCase, negated: false },
  StringLike: { compare: like, negated: false },
  StringNotLike: { compare: not(like), negated: true },
  ArnEquals: { compare: like, negated: false },
  ArnLike: { compare: like, negated: false },
  Bool: { compare: equalsIgnoringCase, negated: false },
};

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);

function holds(operator: string, key: string, wanted: readonly string[], context: Need['context']): boolean {
  const lowerKey = key.toLowerCase();
  if (!KNOWN_KEYS.has(lowerKey)) throw new UnknownConditionError(`The condition key ${key} is not known here`);
  const actual = context[lowerKey];
  if (operator === 'Null') return (actual === undefined) === (wanted[0] === 'true');
  const [, quantifier, rest = operator] = /^(ForAllValues|ForAnyValue):(.+)$/.exec(operator) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const known = OPERATORS[ifExists ? rest.slice(0, -'IfExists'.length) : rest];
  if (known === undefined) throw new UnknownConditionError(`The condition operator ${operator} is not known here`);
  // IAM: an absent key satisfies `ForAllValues`, `…IfExists` and negated operators, and nothing else.
  if (actual === undefined)
    return quantifier === 'ForAllValues' || ifExists || (known.negated && quantifier === undefined);
  const test = (value: string): boolean => known.compare(value, wanted);
  return quantifier === 'ForAnyValue' ? actual.some(test) : actual.every(test);
}

/** All conditions of a statement hold: operators and keys are joined by *and*, values of one key by *or*. */
export function conditionsHold(statement: PolicyStatement, context: Need['context']): boolean {
  return Object.entries(statement.conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, listOf(wanted), context)),
  );
}
