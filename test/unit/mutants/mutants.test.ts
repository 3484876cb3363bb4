/** What `npm run test:mutants` decides by: which mutants, which tests, which score. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importers, reachOf } from '../../mutants/covering-tests.ts';
import { EQUIVALENT_MUTANTS } from '../../mutants/equivalent.ts';
import type { Coverage } from '../../mutants/judge-messages.ts';
import { separateEquivalent } from '../../mutants/match-equivalent.ts';
import { type Mutant, onOneLine } from '../../mutants/mutants.ts';
import { describeOutcome, type Outcome, scoreOf, scoresBy } from '../../mutants/report.ts';
import { shuffled } from '../../mutants/shuffled.ts';

const mutant = (given: Partial<Mutant> = {}): Mutant => ({
  id: '7',
  file: 'shared/orders/engine/step.ts',
  line: 12,
  mutator: 'EqualityOperator',
  lineText: 'if (a < b) return c;',
  original: 'a < b',
  replacement: 'a <= b',
  ...given,
});

describe('the list of equivalent mutants', () => {
  it.each(EQUIVALENT_MUTANTS)('names a line of $file: $lineText', ({ file, lineText }) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines.map((line) => line.trim())).toContain(lineText);
  });
});

describe('a sample', () => {
  const items = Array.from({ length: 100 }, (_, i) => i);

  it('is the same for the same seed, and another for another', () => {
    expect(shuffled(items, 7)).toEqual(shuffled(items, 7));
    expect(shuffled(items, 7)).not.toEqual(shuffled(items, 8));
    expect(shuffled(items, 7).toSorted((a, b) => a - b)).toEqual(items);
    expect(shuffled(items, 7)).not.toEqual(items);
  });
});

describe('an equivalent mutant', () => {
  const { file, lineText, original, replacement } = mutant();
  const entry = { file, lineText, original, replacement, reason: 'a never equals b' };

  it('is known wherever its line has moved to, and no other is', () => {
    const others = [
      mutant({ file: 'shared/orders/engine/guards.ts' }),
      mutant({ lineText: 'if (a < b) return d;' }),
      mutant({ original: 'a' }),
      mutant({ replacement: 'a >= b' }),
    ];
    const moved = mutant({ line: 99, id: '8' });
    expect(separateEquivalent([moved, ...others], [entry])).toEqual({
      mutants: others,
      equivalent: [moved],
      stale: [],
    });
  });

  it('may be written with its beginning only', () => {
    const long = mutant({ original: 'a < b && c', replacement: 'true' });
    expect(separateEquivalent([long], [{ ...entry, original: 'a < b…', replacement: 'true' }]).equivalent).toEqual([
      long,
    ]);
    expect(separateEquivalent([long], [{ ...entry, original: 'a < c…', replacement: 'true' }]).equivalent).toEqual([]);
  });

  it('is stale once the code has no such mutant', () => {
    expect(separateEquivalent([mutant({ lineText: 'another line' })], [entry]).stale).toEqual([entry]);
  });
});

describe('the tests of a mutant', () => {
  const covered = (testFile: string, given: Partial<Coverage> = {}): Coverage => ({
    testFile,
    seconds: 1,
    hits: {},
    onLoad: [],
    ...given,
  });

  it('are those that reach it: of its own concern first, then the quick ones', () => {
    const coverage = [
      covered('test/unit/http/a.test.ts', { hits: { 7: 1 }, seconds: 0.1 }),
      covered('test/unit/orders/slow.test.ts', { hits: { 7: 4 }, seconds: 3 }),
      covered('test/unit/orders/quick.test.ts', { hits: { 7: 2 }, seconds: 2 }),
      covered('test/unit/orders/other.test.ts', { hits: { 8: 1 } }),
    ];
    expect(reachOf(mutant(), coverage, [])).toEqual({
      testFiles: ['test/unit/orders/quick.test.ts', 'test/unit/orders/slow.test.ts', 'test/unit/http/a.test.ts'],
      hits: 7,
      seconds: 5.1,
    });
  });

  it('are all that import it, where it is reached as soon as it is loaded', () => {
    const coverage = [
      covered('test/unit/orders/a.test.ts', { onLoad: ['7'] }),
      covered('test/unit/orders/b.test.ts'),
      covered('test/unit/orders/c.test.ts'),
    ];
    const related = ['test/unit/orders/a.test.ts', 'test/unit/orders/b.test.ts'];
    expect(reachOf(mutant(), coverage, related).testFiles).toEqual(related);
  });

  it('import its file, over others too', () => {
    const importersOf = importers();
    expect(importersOf('test/mutants/shuffled.ts')).toEqual(['test/unit/mutants/mutants.test.ts']);
    const ofStep = importersOf('shared/orders/engine/step.ts');
    expect(ofStep).toContain('test/unit/orders/step.test.ts');
    expect(ofStep).toContain('test/unit/workflows/matrix.test.ts');
    expect(ofStep).not.toContain('test/unit/mutants/mutants.test.ts');
  });
});

describe('the report', () => {
  const outcome = (result: Outcome['result'], file = 'shared/orders/a.ts'): Outcome => ({
    mutant: mutant({ file }),
    result,
    by: 'some test',
  });

  it('counts an endless run as noticed', () => {
    expect(scoreOf([outcome('killed'), outcome('timed_out'), outcome('survived'), outcome('killed')])).toBe(75);
    expect(scoreOf([])).toBe(100);
  });

  it('shows the worst first', () => {
    const outcomes = [outcome('killed', 'b.ts'), outcome('survived', 'a.ts'), outcome('killed', 'a.ts')];
    expect(scoresBy(outcomes, ({ mutant: { file } }) => file)).toEqual([
      '      1/2   50 % a.ts',
      '      1/1  100 % b.ts',
    ]);
  });

  it('says of a survivor what was changed', () => {
    expect(describeOutcome(outcome('survived'))).toBe(
      'shared/orders/a.ts:12 survived: EqualityOperator: a < b → a <= b (some test)',
    );
    expect(describeOutcome(outcome('killed'))).toBe('shared/orders/a.ts:12 killed: some test');
  });

  it('writes code on one line, however it is wrapped', () => {
    expect(onOneLine('a &&\n    b')).toBe('a && b');
  });
});
