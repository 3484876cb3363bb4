import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from '../../docs/generators/source-files.ts';

const matching = (files: readonly SourceFile[], pattern: RegExp): string[] =>
  files.flatMap((file) =>
    file.text
      .split('\n')
      .map((line, index) => ({ line, at: `${file.path}:${index + 1}` }))
      .filter(({ line }) => pattern.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
      .map(({ line, at }) => `${at} ${line.trim()}`),
  );

const product = (): readonly SourceFile[] => sourceFiles('shared', 'functions', 'lib', 'bin');

describe('habits', () => {
  it('key strings live in keys.ts alone', () => {
    const others = sourceFiles('shared', 'functions').filter((file) => file.path !== 'shared/store/keys.ts');
    expect(matching(others, /['"`][A-Z_]{2,}#/)).toEqual([]);
  });

  it('time, ids and randomness come in from outside', () => {
    const files = product().filter(
      (file) => !file.path.startsWith('functions/composition/') && !/^(lib|bin)\//.test(file.path),
    );
    expect(matching(files, /Date\.now\(|new Date\(\)|Math\.random\(|randomUUID\(/)).toEqual([]);
  });

  it('the environment is read through its schema', () => {
    const files = sourceFiles('shared', 'functions').filter(
      (file) => !file.path.startsWith('functions/composition/') && file.path !== 'shared/contract/environment.ts',
    );
    expect(matching(files, /process\.env/)).toEqual([]);
  });

  it('messages are sent through one door, which knows what SQS refuses', () => {
    const files = product().filter(({ path }) => path !== 'functions/consumers/queue-sender.ts');
    // Commands for a person's terminal move what SQS has given them, or ask by a body of their own.
    const others = files.filter(({ path }) => !path.startsWith('bin/'));
    expect(matching(others, /\bSendMessage(?:Batch)?Command\b/)).toEqual([]);
    expect(matching(files, /MessageBody: JSON\.stringify/)).toEqual([]);
  });

  it('every handler is made of the one stack of middleware', () => {
    const handlers = sourceFiles('functions').filter(({ path }) => path.endsWith('/handler.ts'));
    const made =
      /export const handler(?:: LambdaHandler<.*)? = (?:httpApi|streamedResponse|withMissingPage|queueConsumer|streamConsumer|scheduled|lambdaHandler<.*>)?\(/;
    expect(handlers.filter(({ text }) => !made.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('the product does not know where it runs', () => {
    expect(matching(product(), /\bisLocal\b|STAGE['"\]]*\s*===\s*['"]local/)).toEqual([]);
  });

  it('zod comes in as a namespace, which keeps it out of the bundles that do not use all of it', () => {
    expect(matching(product(), /import \{[^}]*\bz\b[^}]*\} from 'zod'/)).toEqual([]);
  });

  it('no test is skipped, focused or left to do', () => {
    expect(matching(sourceFiles('test'), /\b(it|test|describe)\.(skip|only|todo)\(/)).toEqual([]);
  });

  it('no test sleeps', () => {
    const files = sourceFiles('test').filter((file) => !file.path.startsWith('test/support/'));
    // A fixture's handler may take its time: that is a line of text that a worker runs, not the test waiting.
    expect(
      matching(files, /^\s*(const \w+ = )?await (new Promise\(\(?\w*\)? => setTimeout|sleep\()|timers\/promises/),
    ).toEqual([]);
  });
});
