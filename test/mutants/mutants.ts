import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { sourceFiles } from '../../docs/generators/source-files.ts';

/** The rules: where a wrong operator changes what people are sent or charged. */
export const RULE_FOLDERS: readonly string[] = [
  'shared/carriers',
  'shared/notifications',
  'shared/orders',
  'shared/payments',
  'shared/realtime',
  'shared/workflows',
];

/** One small change of one source file. */
export interface Mutant {
  /** Unique in one set of instrumented files. */
  readonly id: string;
  /** From the project's root. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What kind of change, in Stryker's names: `ConditionalExpression`, `StringLiteral` … */
  readonly mutator: string;
  /** The line on which it begins, without the blanks around it. */
  readonly lineText: string;
  /** On one line, as `replacement` is. */
  readonly original: string;
  readonly replacement: string;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** Source text by path, with every mutant of the file in it, each behind a switch. */
  readonly sources: ReadonlyMap<string, string>;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

const ROOT = join(import.meta.dirname, '..', '..');
const SILENT = (): void => undefined;
const LOGGER = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => true,
  isFatalEnabled: () => true,
  trace: SILENT,
  debug: SILENT,
  info: SILENT,
  warn: SILENT,
  error: console.error,
  fatal: console.error,
};

/** As one line, however it was wrapped: a formatter's line breaks change nothing. */
export const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const textBetween = (lines: readonly string[], start: Position, end: Position): string => {
  const within = lines.slice(start.line, end.line + 1);
  const last = within.length - 1;
  return within
    .map((line, index) => line.slice(index === 0 ? start.column : 0, index === last ? end.column : line.length))
    .join('\n');
};

/** Every mutant of every rule file, in a fixed order. */
export const instrument = async (folders: readonly string[] = RULE_FOLDERS): Promise<Instrumented> => {
  const paths = sourceFiles(...folders).map(({ path }) => path);
  const files = paths
    .toSorted()
    .map((path) => ({ name: path, mutate: true, content: readFileSync(join(ROOT, path), 'utf8') }));
  const result = await new Instrumenter(LOGGER).instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
  const linesOf = new Map(files.map(({ name, content }) => [name, content.split('\n')]));
  const mutants = result.mutants.map(({ id, fileName, location, mutatorName, replacement }) => {
    const lines = linesOf.get(fileName) ?? [];
    return {
      id,
      file: fileName,
      line: location.start.line + 1,
      mutator: mutatorName,
      lineText: (lines[location.start.line] ?? '').trim(),
      original: onOneLine(textBetween(lines, location.start, location.end)),
      replacement: onOneLine(replacement),
    };
  });
  return { mutants, sources: new Map(result.files.map(({ name, content }) => [name, content])) };
};
