import { isRecord, type JsonRecord, manyOf, recordAt, recordsAt, stringAt } from '../assembly/json.ts';

/** Whether a record passes; a mapping without filters lets everything through. */
export type RecordFilter = (record: unknown) => boolean;

/** Of a mapping without filters. */
export const EVERYTHING: RecordFilter = () => true;

/**
 * The `FilterCriteria` of an event source mapping: any of its patterns.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * @throws when a pattern uses an operator that is not known here.
 */
export function createFilter(mapping: JsonRecord): RecordFilter {
  const patterns = patternsOf(mapping).map(compilePattern);
  return patterns.length === 0 ? EVERYTHING : (record) => patterns.some((matches) => matches(record));
}

const patternsOf = (mapping: JsonRecord): readonly JsonRecord[] =>
  recordsAt(recordAt(mapping, 'FilterCriteria'), 'Filters').map((filter) => {
    const pattern: unknown = JSON.parse(stringAt(filter, 'Pattern') ?? '{}');
    if (!isRecord(pattern)) throw new Error(`The filter ${stringAt(filter, 'Pattern')} is not an object`);
    return pattern;
  });

/** Whether an item as it was written, and that it was, is all that the filters look at. */
export const looksAtNewImagesOnly = (mapping: JsonRecord): boolean =>
  patternsOf(mapping).every(
    ({ eventName: _, dynamodb, ...others }) =>
      Object.keys(others).length === 0 &&
      isRecord(dynamodb) &&
      Object.keys(dynamodb).every((key) => key === 'NewImage'),
  );

type Matcher = (value: unknown) => boolean;

function compilePattern(pattern: JsonRecord): Matcher {
  const parts = Object.entries(pattern).map(([key, expected]): Matcher => {
    if (key === '$or') {
      const alternatives = manyOf(expected).filter(isRecord).map(compilePattern);
      return (value) => alternatives.some((matches) => matches(value));
    }
    const matches = Array.isArray(expected)
      ? compileRules(expected)
      : compilePattern(isRecord(expected) ? expected : {});
    return (value) => matches(isRecord(value) ? value[key] : undefined);
  });
  return (value) => parts.every((matches) => matches(value));
}

/** Any of the rules; a list matches when any of its elements does. */
function compileRules(rules: readonly unknown[]): Matcher {
  const matchers = rules.map((rule): Matcher => (isRecord(rule) ? compileOperator(rule) : (value) => value === rule));
  return (value) => {
    const candidates = Array.isArray(value) && value.length > 0 ? value : [value];
    return matchers.some((matches) => candidates.some(matches));
  };
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Matcher>> = {
  exists: (operand) => (value) => (value !== undefined) === operand,
  prefix: (operand) => (value) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (operand) => (value) => typeof value === 'string' && value.endsWith(String(operand)),
  'equals-ignore-case': (operand) => (value) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': (operand) => {
    const excluded = isRecord(operand) ? compileOperator(operand) : compileRules(manyOf(operand));
    return (value) => value !== undefined && !excluded(value);
  },
  numeric: (operand) => {
    const comparisons = comparisonsOf(manyOf(operand));
    return (value) => {
      const number = typeof value === 'number' ? value : Number.NaN;
      return !Number.isNaN(number) && comparisons.every((compare) => compare(number));
    };
  },
};

function compileOperator(rule: JsonRecord): Matcher {
  const [name = '', ...more] = Object.keys(rule);
  const operator = more.length === 0 ? OPERATORS[name] : undefined;
  if (operator === undefined) throw new Error(`The filter rule ${JSON.stringify(rule)} is not known here`);
  return operator(rule[name]);
}

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** `[">", 0, "<=", 5]` */
function comparisonsOf(operand: readonly unknown[]): readonly ((value: number) => boolean)[] {
  const comparisons: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = COMPARISONS[String(operand[index])];
    if (compare === undefined) throw new Error(`The numeric filter ${JSON.stringify(operand)} is not known here`);
    const right = Number(operand[index + 1]);
    comparisons.push((value) => compare(value, right));
  }
  return comparisons;
}
